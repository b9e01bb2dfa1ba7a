import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.extract.agencies import find_bodies
from mandategraph.extract.bodies import local_names, read_mentions
from mandategraph.extract.vocabulary import words
from mandategraph.text import Span, read_bytes


@pytest.fixture(scope="session")
def named(gazetteer):
    """The bodies that a text names."""

    def read(text):
        return find_bodies(read_bytes(text.encode()), gazetteer)

    return read


@pytest.mark.parametrize(
    ("text", "form", "agency"),
    [
        # a form of the authority file, with its quality
        (
            "Các sở, ngành liên quan chủ động đề xuất",
            "Các sở, ngành liên quan",
            "Provincial departments and branches",
        ),
        # a department that no file holds, its English name composed from the field
        ("Sở Xây dựng chủ trì", "Sở Xây dựng", "Department of Construction"),
        # the letters of a field stand for it
        ("giao Sở NN&MT hướng dẫn", "Sở NN&MT", "Department of Agriculture and Environment"),
        # the minister is not the ministry
        ("của Bộ trưởng Bộ Xây dựng", "Bộ trưởng Bộ Xây dựng", "Minister of Construction"),
        # a region is part of the body
        ("Kho bạc Nhà nước khu vực IV", "Kho bạc Nhà nước khu vực IV", "State Treasury, Region IV"),
        # a collective put together from its words
        (
            "cùng các cơ quan, đơn vị có liên quan",
            "các cơ quan, đơn vị có liên quan",
            "Relevant agencies and units",
        ),
        # ministries with the bodies of their rank are a group of their own …
        (
            "gửi các bộ, cơ quan ngang bộ để góp ý",
            "các bộ, cơ quan ngang bộ",
            "Ministries and ministerial-level agencies",
        ),
        # … but with the agencies under the Government they are all central ministries and branches
        (
            "gửi các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ để góp ý",
            "các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ",
            "Central ministries and branches",
        ),
        # ministries and localities together are no ministries
        (
            "gửi các bộ, cơ quan, địa phương để góp ý",
            "các bộ, cơ quan, địa phương",
            "Ministries, agencies and localities",
        ),
        # a force is named with its levels
        (
            "nhờ lực lượng công an các cấp dạy bơi",
            "lực lượng công an các cấp",
            "Public security forces at all levels",
        ),
        # a level is part of the name of local authorities
        (
            "do chính quyền địa phương cấp tỉnh mở lớp",
            "chính quyền địa phương cấp tỉnh",
            "Provincial authorities",
        ),
        # two fields of enterprises make one group
        (
            "nhờ các doanh nghiệp quốc phòng, an ninh mở lớp",
            "các doanh nghiệp quốc phòng, an ninh",
            "Defence and security enterprises",
        ),
        # an unknown name keeps its printed form
        ("giao Viện Nghiên cứu Lúa lai", "Viện Nghiên cứu Lúa", "Viện Nghiên cứu Lúa"),
        # English: head, "of", capitals
        ("the Secretary of Energy shall submit", "Secretary of Energy", "Secretary of Energy"),
        # English: capitals up to a word such as Agency
        (
            "the Environmental Protection Agency shall",
            "Environmental Protection Agency",
            "Environmental Protection Agency",
        ),
        # the form of a plan in English, under a name of its own
        (
            "the provincial Science and Technology Services shall assume",
            "provincial Science and Technology Services",
            "Department of Science and Technology",
        ),
    ],
)
def test_a_body_is_read(named, text, form, agency):
    bodies = {body.form: body.agency for body in named(text)}

    assert bodies[form] == agency


@pytest.mark.parametrize(
    "text",
    [
        # officials, no ministry
        "đội ngũ cán bộ tài chính",
        # a basis, no department
        "xây dựng cơ sở khoa học và công nghệ",
        # electronic government is a thing to build
        "hoàn thành xây dựng Chính quyền điện tử",
        # sectors and fields, no bodies
        "trong tất cả các ngành, lĩnh vực thuộc tỉnh",
        # the word that makes a name must be its last one
        "Six Agency Actions are identified",
    ],
)
def test_what_names_no_body(named, text):
    assert named(text) == ()


def test_two_heads_are_two_bodies(named):
    """The joint between two names is not part of either."""
    bodies = named("the Secretary of Energy and the Secretary of Defense")

    assert [body.agency for body in bodies] == ["Secretary of Energy", "Secretary of Defense"]


def test_a_list_of_groups_names_each(named):
    bodies = named("bàn với các sở, ngành và địa phương để mở lớp")

    assert [body.agency for body in bodies] == ["Provincial departments and branches", "Localities"]


def test_an_abbreviation_holds_for_the_whole_text(named):
    text = (
        "The Director of the Office of Data Quality (ODQ) shall publish it. ODQ shall review it, and "
        "the Director of ODQ shall report."
    )

    assert [body.agency for body in named(text)] == [
        "Director of the Office of Data Quality",
        "Office of Data Quality",
        "Director of the Office of Data Quality",
    ]


def test_a_bare_steering_committee_is_the_one_of_the_text(named):
    bodies = named(
        "kiện toàn Ban Chỉ đạo bảo vệ môi trường tỉnh Thái Bình; Trưởng Ban Chỉ đạo chủ trì cuộc họp"
    )

    committee = "Provincial Steering Committee for Environmental Protection"
    assert [body.agency for body in bodies] == [committee, f"Head of the {committee}"]
    assert [(one.form, one.agency) for one in bodies[1].inner] == [("Ban Chỉ đạo", committee)]


def test_a_body_may_be_named_by_the_one_it_serves(named):
    (body,) = named("Tổ giúp việc Hội đồng nhân dân tỉnh họp hằng tháng")

    assert body.agency == "Assisting Team of the Provincial People's Council"


def test_the_rules_for_groups_name_bodies_of_the_authority_files(gazetteer):
    """A word list forms names; it holds none that the files lack."""
    data = words("agencies")

    assert {rule["en"] for rule in data["groups_vi"]["rules"]} <= gazetteer.functions.keys()
    assert set(data["in_capitals"].values()) <= gazetteer.functions.keys()
    assert "bodies" not in data


def test_bodies_of_no_file_are_local_names(named, gazetteer):
    bodies = named("Chi cục Thủy lợi và Sở Tài chính")

    assert local_names(bodies, gazetteer) == {"Sub-Department of Irrigation": "Chi cục Thủy lợi"}


def test_a_mention_gathers_the_places_of_a_form(named):
    mentions = read_mentions(named("Sở Tài chính; Sở Tài chính; các địa phương"))

    assert [(one.form, len(one.spans)) for one in mentions] == [("Sở Tài chính", 2)]


def test_a_contextual_form_counts_where_it_has_a_part(named):
    bodies = named("phối hợp với các địa phương")
    place = bodies[0].span

    assert read_mentions(bodies) == ()
    assert [one.agency for one in read_mentions(bodies, with_part=[place])] == ["Localities"]


def test_the_page_around_a_document_names_no_bodies(named):
    bodies = named("Sở Tài chính")

    assert read_mentions(bodies, leave_out=[Span(0, 12)]) == ()


@given(st.text(alphabet="SởBộTàichínhUBNDtỉnh ,và()&-.\nABCof theDepartment", max_size=160))
def test_any_text_gives_back_the_words_of_its_bodies(gazetteer, text):
    """Bodies stand in order, none inside another, each with its own words."""
    raw = text.encode()
    if not raw.strip():
        return
    source = read_bytes(raw)
    last = 0
    for body in find_bodies(source, gazetteer):
        assert last <= body.span.start < body.span.end <= len(source.text)
        assert source.words(body.span) == body.form
        last = body.span.end
