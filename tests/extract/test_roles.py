import pytest

from mandategraph.extract.agencies import find_bodies
from mandategraph.extract.roles import (
    announcing_bodies,
    heading_bodies,
    is_directing,
    preamble_leads,
    roles_in,
)
from mandategraph.model import Section
from mandategraph.text import Span, read_bytes

DOST = "Department of Science and Technology"
DPI = "Department of Planning and Investment"
DIC = "Department of Information and Communications"
DEPARTMENTS = "Provincial departments and branches"
DISTRICTS = "District-level People's Committees"


@pytest.fixture(scope="session")
def roles(gazetteer):
    """The parts that a sentence gives to bodies, as plain names."""

    def read(text, language="vi"):
        source = read_bytes(text.encode())
        bodies = find_bodies(source, gazetteer)
        found = roles_in(source, Span(0, len(source.text)), bodies, language)
        return {
            part: [one.value for one in getattr(found, part)]
            for part in ("lead", "coordinate", "directs", "directed_by", "through", "advises")
        }

    return read


@pytest.mark.parametrize(
    ("text", "language", "part", "expected"),
    [
        # the body that opens the item leads
        (
            "Sở Thông tin và Truyền thông tham mưu xây dựng: đề án, kế hoạch của tỉnh",
            "vi", "lead", [DIC],
        ),
        # … and so do all bodies of the list
        (
            "Mặt trận Tổ quốc và các đoàn thể chính trị - xã hội tỉnh xây dựng kế hoạch giám sát",
            "vi", "lead", ["Vietnam Fatherland Front", "Socio-political organisations"],
        ),
        # a clause stands before the doer; the bodies in it are none
        (
            ("Căn cứ vào Chỉ thị số 16/CT-TTg, ngày 04/5/2017 của Thủ tướng Chính phủ và Chỉ thị này, Ban "
            "Cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo Ủy ban nhân dân tỉnh xây dựng kế hoạch thực hiện"),
            "vi", "lead", ["Party Civil Affairs Committee of the Provincial People's Committee"],
        ),
        # who is let take part is no doer
        (
            ("Mặt trận Tổ quốc, các đoàn thể chính trị - xã hội, người dân và doanh nghiệp được tham gia "
            "vào quá trình hoạch định"),
            "vi", "lead", [],
        ),
        # who asks does not lead: the body that is asked does
        (
            "Chính phủ trân trọng đề nghị Mặt trận Tổ quốc góp sức dạy bơi cho trẻ em", "vi", "lead",
            ["Vietnam Fatherland Front"],
        ),
        # a list of bodies that ends in words on how far they reach
        (
            ("Các cấp ủy, tổ chức đảng, các tổ chức chính trị - xã hội từ Trung ương đến cơ sở, người "
            "đứng đầu các bộ, cơ quan, địa phương tiếp tục mở lớp dạy bơi"),
            "vi", "lead",
            ["Party committees", "Party organisations", "Socio-political organisations",
             "Heads of ministries, agencies and localities"],
        ),
        # an order without a body names no lead
        ("Nâng cao nhận thức của các cấp uỷ, tổ chức đảng, chính quyền các cấp", "vi", "lead", []),
        # "chủ trì, phối hợp với …"
        (
            "Ban Tuyên giáo Tỉnh ủy chủ trì, phối hợp với các cơ quan liên quan hướng dẫn việc quán triệt",
            "vi", "coordinate", ["Relevant agencies and units"],
        ),
        # the same item, what it directs
        (
            ("Ban Tuyên giáo Tỉnh ủy chủ trì, phối hợp với các cơ quan liên quan hướng dẫn; chỉ đạo các cơ "
            "quan thông tin đại chúng làm tốt công tác thông tin"),
            "vi", "directs", ["Mass media"],
        ),
        # partners after other verbs of the kind
        ("Chủ trì, phối hợp, hướng dẫn các địa phương đo lại ruộng", "vi", "coordinate", ["Localities"]),
        # whoever works with the doer stands before "phối hợp"
        (
            "Sở Y tế chủ trì, Sở Nội vụ và Công an tỉnh phối hợp lập danh sách",
            "vi", "coordinate", ["Department of Internal Affairs", "Provincial Public Security"],
        ),
        # … and is the doer where there is no other
        (
            "Hằng quý, Sở Y tế và Sở Nội vụ phối hợp mở lớp",
            "vi", "lead", ["Department of Health", "Department of Internal Affairs"],
        ),
        # the members of a group, which share its head, and not the group
        (
            "Phối hợp cùng các sở, ngành: Y tế, Nội vụ và UBND cấp xã mở sổ",
            "vi", "coordinate",
            ["Department of Health", "Department of Internal Affairs", "Commune-level People's Committees"],
        ),
        # people who are to do something
        (
            "Cán bộ, đảng viên cần nêu gương trồng cây",
            "vi", "lead", ["Cadres and Party members"],
        ),
        # a number before a group
        ("Giao 12 sở, ngành rà soát hồ sơ", "vi", "lead", [DEPARTMENTS]),
        # "Phối hợp" without a partner
        ("Phối hợp triển khai các nội dung xây dựng đô thị thông minh", "vi", "coordinate", []),
        # several bodies before "chủ trì": all lead
        (
            "Sở Tài chính, Sở Xây dựng và Công an tỉnh chủ trì rà soát các dự án",
            "vi", "lead", ["Department of Finance", "Department of Construction", "Provincial Public Security"],
        ),
        # "theo chức năng, nhiệm vụ được giao" stands between the bodies and their act
        (
            "Các sở, ban, ngành; UBND cấp xã theo chức năng, nhiệm vụ được giao tổ chức thực hiện",
            "vi", "lead", [DEPARTMENTS, "Commune-level People's Committees"],
        ),
        # a clause without punctuation stands between them
        (
            "UBND các huyện, thành phố trong phạm vi quyền hạn của mình tổ chức tuyên truyền Kế hoạch",
            "vi", "lead", [DISTRICTS],
        ),
        # … but what is said about a body is no act of it
        ("UBND tỉnh đã ban hành kế hoạch và giao Sở Y tế chủ trì triển khai", "vi", "lead",
         ["Department of Health"]),
        # whoever directs the doer does not lead
        (
            "Dưới sự chỉ đạo của Ban Thường vụ Tỉnh ủy, Văn phòng Tỉnh ủy tham mưu xây dựng quy chế",
            "vi", "lead", ["Office of the Provincial Party Committee"],
        ),
        (
            "Dưới sự chỉ đạo của Ban Thường vụ Tỉnh ủy, Văn phòng Tỉnh ủy tham mưu xây dựng quy chế",
            "vi", "directed_by", ["Standing Committee of the Provincial Party Committee"],
        ),
        # ministries and localities are two bodies
        (
            "Bộ Tư pháp chủ trì, phối hợp với các bộ, ngành, địa phương liên quan rà soát",
            "vi", "coordinate", ["Central ministries and branches", "Localities"],
        ),
        # English: the subject before "shall"
        (
            ("Annually, the provincial Science and Technology Services shall assume the prime "
            "responsibility for, and coordinate with the provincial Planning and Investment Services and "
            "the Finance Services in, elaborating budget estimates"),
            "en", "lead", [DOST],
        ),
        # … and whom it coordinates with
        (
            ("Annually, the provincial Science and Technology Services shall assume the prime "
            "responsibility for, and coordinate with the provincial Planning and Investment Services and "
            "the Finance Services in, elaborating budget estimates"),
            "en", "coordinate", [DPI, "Department of Finance"],
        ),
        # a semicolon in the list
        (
            ("To coordinate with departments, sectors; People's Committees of districts and cities in "
            "advising the Information Technology Application Steering Committee of Thai Binh Province"),
            "en", "coordinate", [DEPARTMENTS, DISTRICTS],
        ),
        # "other" is no part of the name
        (
            "collaborate with other departments, branches and localities to implement the Program",
            "en", "coordinate", [DEPARTMENTS, "Localities"],
        ),
        # who is advised does not coordinate
        (
            ("To take the prime responsibility in advising the People's Committee of the province to "
            "allocate funding"),
            "en", "coordinate", [],
        ),
        # the verb directs what follows it at once
        (
            "To direct vocational education establishments in the province in the direction of training",
            "en", "directs", ["Vocational education establishments"],
        ),
        # an infinitive names no lead
        ("To organize propaganda activities on the content and nature", "en", "lead", []),
        # no modal verb: the bodies that open the item
        (
            ("Socio-political organizations, socio-political-professional organizations according to their "
            "main functions and tasks actively participate in the implementation of the Plan."),
            "en", "lead", ["Socio-political organisations", "Socio-political-professional organisations"],
        ),
    ],
)  # fmt: skip
def test_a_sentence_gives_parts(roles, text, language, part, expected):
    assert roles(text, language)[part] == expected


@pytest.fixture(scope="session")
def heading(gazetteer):
    """The bodies of a heading, and whether it directs."""

    def read(text):
        source = read_bytes(text.encode())
        span = Span(0, len(source.text))
        section = Section("V.1", text, span, span)
        found = heading_bodies(source, section, find_bodies(source, gazetteer))
        return [body.agency for body in found], is_directing(source, span)

    return read


@pytest.mark.parametrize(
    ("text", "bodies", "directs"),
    [
        ("Ban cán sự đảng Ủy ban nhân dân tỉnh chỉ đạo:",
         ["Party Civil Affairs Committee of the Provincial People's Committee"], True),
        # three bodies, the last with its province
        (("Departments, branches of the province, people's committees of districts, cities, business "
         "associations of Thai Binh province."),
         [DEPARTMENTS, DISTRICTS, "Thai Binh Business Association"], False),
        # enterprises as a subject, and as whoever is to act
        ("3. Doanh nghiệp xanh", [], False),
        ("Các doanh nghiệp", ["Enterprises"], False),
        # the machinery of the state is no ministry
        ("Tổ chức, bộ máy", [], False),
        # bodies stand in it, but it is about a matter
        ("Đổi mới tư duy, tăng cường vai trò lãnh đạo của các cấp uỷ, tổ chức đảng", [], False),
    ],
)  # fmt: skip
def test_a_heading_of_bodies(heading, text, bodies, directs):
    assert heading(text) == (bodies, directs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a paragraph at the head of a part
        (
            (
                "Để đạt được mục tiêu trên, các sở, ban, ngành, UBND các huyện, thành phố tập trung thực hiện "
                "các nhiệm vụ sau đây:"
            ),
            [DEPARTMENTS, DISTRICTS],
        ),
        # it announces tasks of nobody
        ("Trong thời gian tới cần tập trung thực hiện các nhiệm vụ sau:", []),
        # it announces no tasks
        ("Sở Tài chính chủ trì tổng hợp kinh phí.", []),
    ],
)
def test_a_paragraph_announces_the_tasks_of_its_bodies(gazetteer, text, expected):
    source = read_bytes(text.encode())
    bodies = find_bodies(source, gazetteer)
    found = announcing_bodies(source, Span(0, len(source.text)), bodies, "vi")

    assert [one.value for one in found] == expected


def test_the_preamble_may_name_the_lead_of_all_items(gazetteer):
    source = read_bytes(
        "Ban Thường vụ Tỉnh uỷ đề nghị các cấp uỷ, chính quyền, Mặt trận Tổ quốc và các đoàn thể chính "
        "trị - xã hội tập trung thực hiện một số nhiệm vụ sau:".encode()
    )
    bodies = find_bodies(source, gazetteer)
    leads = preamble_leads(source, Span(0, len(source.text)), bodies, "vi")

    assert [one.value for one in leads] == [
        "Party committees",
        "State authorities at all levels",
        "Vietnam Fatherland Front",
        "Socio-political organisations",
    ]
    assert [source.words(one.span) for one in leads][1] == "chính quyền"
