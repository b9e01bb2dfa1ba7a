"""Bodies named inside the names of others, and groups told apart by what follows them."""

import pytest

from mandategraph.extract.agencies import find_bodies
from mandategraph.extract.bodies import read_mentions
from mandategraph.text import read_bytes

VNPT = "Vietnam Posts and Telecommunications Group"


@pytest.fixture(scope="session")
def forms(gazetteer):
    """Every form in a text, those inside other names too: form → canonical name."""

    def read(text):
        return {
            one.form: one.agency
            for body in find_bodies(read_bytes(text.encode()), gazetteer)
            for one in (body, *body.inner)
        }

    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a person, and the body
        (
            "PCT UBND tỉnh ký thay",
            {
                "PCT UBND tỉnh": "Vice Chairpersons of the Provincial People's Committee",
                "UBND tỉnh": "Provincial People's Committee",
            },
        ),
        # … with its province
        (
            "Giám đốc Sở Y tế tỉnh Nghệ An báo cáo",
            {
                "Giám đốc Sở Y tế tỉnh Nghệ An": "Director of the Department of Health",
                "Sở Y tế tỉnh Nghệ An": "Department of Health",
            },
        ),
        # "Tổng" belongs to the name; the bracket makes short what the person heads
        (
            "Tổng Giám đốc Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT) chỉ đạo",
            {
                "Tổng Giám đốc Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT)": f"General Director of the {VNPT}",
                "Tổng Giám đốc Tập đoàn Bưu chính Viễn thông Việt Nam": f"General Director of the {VNPT}",
                "Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT)": VNPT,
                "Tập đoàn Bưu chính Viễn thông Việt Nam": VNPT,
                "VNPT": VNPT,
            },
        ),
        # a list inside a name
        (
            "Thủ trưởng các cơ quan ngang bộ, cơ quan thuộc Chính phủ đi thăm rừng",
            {
                "Thủ trưởng các cơ quan ngang bộ, cơ quan thuộc Chính phủ": (
                    "Heads of ministerial-level and Government-attached agencies"
                ),
                "các cơ quan ngang bộ": "Ministry-level agencies",
                "cơ quan thuộc Chính phủ": "Government agencies",
            },
        ),
        # who leads a committee
        (
            "Phó Trưởng Ban Chỉ đạo chuyển đổi số tỉnh họp",
            {
                "Phó Trưởng Ban Chỉ đạo chuyển đổi số tỉnh": (
                    "Deputy Head of the Provincial Steering Committee for Digital Transformation"
                ),
                "Ban Chỉ đạo chuyển đổi số tỉnh": (
                    "Provincial Steering Committee for Digital Transformation"
                ),
            },
        ),
        # the body stands after the last of the persons
        (
            "- CT, các PCT UBND tỉnh;",
            {
                "CT": "Chairperson of the Provincial People's Committee",
                "các PCT UBND tỉnh": "Vice Chairpersons of the Provincial People's Committee",
                "UBND tỉnh": "Provincial People's Committee",
            },
        ),
        # a term of office: the longer form is listed too
        (
            "Quốc hội khóa XV thông qua",
            {"Quốc hội": "National Assembly", "Quốc hội khóa XV": "National Assembly"},
        ),
        # whoever holds an office
        (
            "Thủ tướng Chính phủ Nguyễn Văn Sông đã ký",
            {
                "Thủ tướng Chính phủ": "Prime Minister",
                "Thủ tướng Chính phủ Nguyễn Văn Sông": "Prime Minister",
            },
        ),
        # … who is no province
        (
            "Chủ tịch UBND tỉnh Trần Thị Lúa ký",
            {
                "Chủ tịch UBND tỉnh": "Chairperson of the Provincial People's Committee",
                "Chủ tịch UBND tỉnh Trần Thị Lúa": "Chairperson of the Provincial People's Committee",
                "UBND tỉnh": "Provincial People's Committee",
            },
        ),
        # English: the article is no part of a name
        (
            "The Commission writes",
            {"The Commission": "European Commission", "Commission": "European Commission"},
        ),
        # English: a short name of several words in brackets
        (
            "The European Artificial Intelligence Board (AI Board) will report",
            {
                "European Artificial Intelligence Board (AI Board)": "European Artificial Intelligence Board",
                "European Artificial Intelligence Board": "European Artificial Intelligence Board",
                "AI Board": "European Artificial Intelligence Board",
            },
        ),
    ],
)  # fmt: skip
def test_each_body_inside_a_name_is_a_form_of_its_own(forms, text, expected):
    assert forms(text) == expected


def test_an_office_is_not_split(forms):
    """Only persons and parts name whom they serve; an office is a body by itself."""
    assert forms("Văn phòng Chính phủ theo dõi") == {"Văn phòng Chính phủ": "Government Office"}


def test_a_head_of_a_board_alone_names_no_board(forms):
    assert forms("đồng chí Trưởng Ban kết luận") == {}


@pytest.mark.parametrize(
    ("text", "form", "agency"),
    [
        # the same group, narrowed
        ("các bộ, ngành khác rà soát", "các bộ, ngành khác", "Central ministries and branches"),
        ("Các địa phương có đảo rà soát", "Các địa phương có đảo", "Localities"),
        (
            "các cơ quan báo chí đóng trên địa bàn tỉnh đưa tin",
            "các cơ quan báo chí đóng trên địa bàn tỉnh",
            "Press and media agencies",
        ),
        # provinces by name
        (
            "các địa phương Nghệ An, Vĩnh Long họp",
            "các địa phương Nghệ An, Vĩnh Long",
            "Localities",
        ),
        # the fields of its members, up to where they are
        (
            "các doanh nghiệp hoạt động trong lĩnh vực du lịch và dệt may trên địa bàn tỉnh đầu tư",
            "các doanh nghiệp hoạt động trong lĩnh vực du lịch và dệt may trên địa bàn tỉnh",
            "Enterprises",
        ),
        # a group of its own: enterprises of a field
        ("các doanh nghiệp du lịch đầu tư", "các doanh nghiệp du lịch", "Tourism enterprises"),
        (
            "doanh nghiệp viễn thông, bưu chính đầu tư",
            "doanh nghiệp viễn thông, bưu chính",
            "Telecommunications and postal enterprises",
        ),
    ],
)
def test_a_group_is_told_apart_by_what_follows(forms, text, form, agency):
    """The group without these words stays a form too."""
    found = forms(text)

    assert found[form] == agency
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        # the group of a province
        (
            "UBND tỉnh giao các cơ quan, đơn vị, địa phương rà soát",
            "Agencies, units and localities in the province",
        ),
        # … of the country, where no province speaks
        (
            "Chính phủ giao các cơ quan, đơn vị, địa phương rà soát",
            "Agencies, units and localities nationwide",
        ),
    ],
)
def test_a_group_belongs_to_who_speaks(forms, text, agency):
    assert forms(text)["các cơ quan, đơn vị, địa phương"] == agency


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        # words around it give it a part
        ("Phối hợp chặt chẽ với cơ quan quản lý nhà nước trong việc thẩm định", True),
        ("chính quyền địa phương chịu trách nhiệm quản lý", True),
        ("đôn đốc các ngân hàng mở quầy lưu động", True),
        ("lập sổ theo hướng dẫn của chính quyền địa phương", True),
        ("các cơ sở y tế phải tổ chức trực đêm", True),
        # no one's duty
        ("nâng cao năng lực của chính quyền địa phương", False),
        ("chọn lại người đứng đầu mới", False),
        ("đáp ứng yêu cầu các doanh nghiệp", False),
    ],
)
def test_a_general_form_counts_where_it_is_party_to_a_duty(gazetteer, text, listed):
    source = read_bytes(text.encode())

    assert bool(read_mentions(find_bodies(source, gazetteer), source=source)) is listed


def test_a_general_form_counts_in_one_list_with_a_body_that_has_a_part(gazetteer):
    source = read_bytes("Sở Y tế, các địa phương và doanh nghiệp. Các địa phương khác".encode())
    bodies = find_bodies(source, gazetteer)

    mentions = read_mentions(bodies, with_part=[bodies[0].span], source=source)

    assert [one.form for one in mentions] == ["Sở Y tế", "các địa phương", "doanh nghiệp"]
