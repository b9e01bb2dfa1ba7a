import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.extract.agencies import find_bodies
from mandategraph.extract.naming import Naming
from mandategraph.extract.shortforms import is_bare
from mandategraph.extract.spellings import spelt
from mandategraph.gazetteer import tokens_in
from mandategraph.text import read_bytes


@pytest.fixture(scope="session")
def named(gazetteer):
    """The bodies that a text names: form → canonical name."""

    def read(text):
        return {
            body.form: body.agency for body in find_bodies(read_bytes(text.encode()), gazetteer)
        }

    return read


@pytest.mark.parametrize(
    ("letters", "full"),
    [
        # one abbreviation
        ("UBND", "ủy ban nhân dân"),
        # signs inside it
        ("Sở KH&CN", "sở khoa học và công nghệ"),
        # put together from two
        ("VPUBND", "văn phòng ủy ban nhân dân"),
        ("UBKTTU", "ủy ban kiểm tra tỉnh ủy"),
        # an opening part that stands apart
        ("TT HĐND", "thường trực hội đồng nhân dân"),
        ("TT Tỉnh ủy", "thường trực tỉnh ủy"),
        # the head printed twice stands once
        ("Ủy ban UBTVQH", "ủy ban thường vụ quốc hội"),
        # a joint-stock company is no chairperson of the Government
        ("CTCP", "công ty cổ phần"),
        # words in capitals are no abbreviations
        ("BAN HÀNH", "ban hành"),
    ],
)
def test_abbreviations_are_spelt_out(letters, full):
    assert " ".join(spelt(tokens_in(letters)).words) == full


@pytest.mark.parametrize(
    ("text", "form", "agency"),
    [
        # a division, its field, the body above it
        (
            "giao Phòng Kế hoạch, Tài chính thuộc Sở Y tế tổng hợp",
            "Phòng Kế hoạch, Tài chính thuộc Sở Y tế",
            "Planning and Finance Division, Department of Health",
        ),
        # the body above without a word between; terms side by side qualify the first
        (
            "Phòng An ninh kinh tế Công an tỉnh chủ trì",
            "Phòng An ninh kinh tế Công an tỉnh",
            "Economic Affairs Security Division, Provincial Public Security",
        ),
        # heads before heads
        (
            "Bí thư Đảng ủy Văn phòng Quốc hội báo cáo",
            "Bí thư Đảng ủy Văn phòng Quốc hội",
            "Secretary of the Party Committee of the Office of the National Assembly",
        ),
        # a collective of bodies under another
        (
            "Thủ trưởng các cơ quan, đơn vị thuộc UBND tỉnh chịu trách nhiệm",
            "Thủ trưởng các cơ quan, đơn vị thuộc UBND tỉnh",
            "Heads of agencies and units under the Provincial People's Committee",
        ),
        # letters only, as in lists of recipients
        ("- VPTW, VPCTN;", "VPCTN", "Office of the President"),
        # a committee for a matter in small letters, with its level
        (
            "kiện toàn Ban Chỉ đạo chuyển đổi số tỉnh trong quý I",
            "Ban Chỉ đạo chuyển đổi số tỉnh",
            "Provincial Steering Committee for Digital Transformation",
        ),
        # … the level before the matter
        (
            "Ban Chỉ đạo tỉnh về cải cách hành chính họp",
            "Ban Chỉ đạo tỉnh về cải cách hành chính",
            "Provincial Steering Committee for Administrative Reform",
        ),
        # the bodies of all areas of a kind
        ("Công an các xã, phường rà soát", "Công an các xã, phường", "Commune-level Public Security Offices"),
        # one area, with its name
        ("UBND huyện Vũ Thư bố trí", "UBND huyện Vũ Thư", "People's Committee of Vũ Thư district"),
        # a known body with its level
        (
            "Ban Quản lý các khu kinh tế tỉnh Nghệ An đôn đốc",
            "Ban Quản lý các khu kinh tế tỉnh Nghệ An",
            "Economic Zone Management Board",
        ),
        # "và" in a name, then a verb that is no part of it
        (
            "Viện Quy hoạch và Kiến trúc xây dựng đồ án",
            "Viện Quy hoạch và Kiến trúc",
            "Institute of Planning and Architecture",
        ),
        # a unit named by its code
        ("xin ý kiến Cục A05 thẩm định", "Cục A05", "Department A05, Ministry of Public Security"),
        # departments that share one head name their fields alone
        ("các Sở: Tài chính, Tư pháp rà soát", "Tư pháp", "Department of Justice"),
        ("các sở, ban, ngành: Y tế; Du lịch góp ý", "Du lịch", "Department of Tourism"),
        # … and so do those who head them
        ("Giám đốc các Sở: Y tế, Tư pháp", "Tư pháp", "Director of the Department of Justice"),
        # a committee of the Government, and its matter after a verb
        (
            "Ban Chỉ đạo Chính phủ thúc đẩy cải cách hành chính họp",
            "Ban Chỉ đạo Chính phủ thúc đẩy cải cách hành chính",
            "Government Steering Committee for Administrative Reform",
        ),
        # what a committee is told of is no matter
        (
            "lập Ban Chỉ đạo của tỉnh về chuyển đổi số; trình Ban Chỉ đạo tỉnh về kết quả",
            "Ban Chỉ đạo tỉnh",
            "Provincial Steering Committee for Digital Transformation",
        ),
        # members of a group that belong to another one
        (
            "các đơn vị thuộc phạm vi quản lý của địa phương nộp lưu",
            "các đơn vị thuộc phạm vi quản lý của địa phương",
            "Units under localities",
        ),
    ],
)  # fmt: skip
def test_a_name_is_read_part_by_part(named, text, form, agency):
    assert named(text)[form] == agency


@pytest.mark.parametrize(
    "text",
    [
        # words that open like heads
        "Ban hành Bộ tiêu chí; Hội nghị tổng kết; Báo cáo kết quả; Tổ chức thực hiện; Quỹ đất",
        # small letters: a deed, no body
        "nâng cao năng lực lãnh đạo, văn phòng hiện đại",
        # a committee in general, no one's
        "thành lập ban chỉ đạo",
        # fields, and no head before them
        "phát triển Y tế, Du lịch",
        # letters of a number
        "Kế hoạch số 28/KH-UBND; Quyết định số 16/QĐ-VPQH",
    ],
)
def test_what_is_no_name(named, text):
    assert named(text) == {}


def test_a_verb_after_a_department_is_no_other_one(named):
    assert named("Sở Tài chính, Xây dựng biểu mẫu") == {"Sở Tài chính": "Department of Finance"}


def test_heads_in_a_list_share_the_areas_after_the_last(named):
    assert named("Đảng ủy, HĐND, UBND các xã, phường quán triệt") == {
        "Đảng ủy": "Commune-level Party Committees",
        "HĐND": "Commune-level People's Councils",
        "UBND các xã, phường": "Commune-level People's Committees",
    }


def test_a_known_name_does_not_go_on(named):
    assert named("của Bộ Chính trị và Kế hoạch số 01") == {"Bộ Chính trị": "Politburo"}


def test_leaders_go_on_a_list_in_small_letters(named):
    """At the head of a clause "lãnh đạo" is a verb."""
    assert "lãnh đạo Sở Tài chính" in named("Văn phòng Tỉnh ủy, lãnh đạo Sở Tài chính dự họp")
    assert "Sở Tài chính" in named("tập trung lãnh đạo Sở Tài chính rà soát")


def test_ministries_and_localities_are_two_bodies(named):
    assert named("các bộ, ngành, địa phương liên quan") == {
        "các bộ, ngành": "Central ministries and branches",
        "địa phương liên quan": "Localities",
    }


def test_a_name_ends_with_its_line_in_a_title(named):
    bodies = named("**BAN CHẤP HÀNH TRUNG ƯƠNG**\n**ĐẢNG ĐOÀN QUỐC HỘI**")

    assert bodies == {
        "BAN CHẤP HÀNH TRUNG ƯƠNG": "Party Central Committee",
        "ĐẢNG ĐOÀN QUỐC HỘI": "Party Group of the National Assembly",
    }


def test_a_text_may_give_a_short_name_in_words(named):
    bodies = named(
        "Tổ công tác về chuyển đổi số tỉnh (sau đây gọi tắt là Tổ công tác) họp. Tổ công tác báo cáo."
    )

    assert bodies["Tổ công tác"] == "Provincial Working Group on Digital Transformation"


def test_a_division_is_named_without_the_body_above_it(named):
    bodies = named("Phòng Tổng hợp thuộc Văn phòng UBND tỉnh soạn thảo. Phòng Tổng hợp trình ký.")

    assert len(set(bodies.values())) == 1


def test_who_belongs_to_a_committee_belongs_to_the_one_named_in_full(named):
    bodies = named("Ban Chỉ đạo chuyển đổi số tỉnh họp; thành viên Ban Chỉ đạo dự đầy đủ")

    assert bodies["thành viên Ban Chỉ đạo"] == (
        "Members of the Provincial Steering Committee for Digital Transformation"
    )


def test_a_head_alone_is_bare():
    assert is_bare("ban chỉ đạo tỉnh")
    assert not is_bare("ban chỉ đạo chuyển đổi số tỉnh")


@given(st.text(alphabet="TTUBNDVPQHĐCSởBan ChỉđạocủathuộcPhòng,&-.\nvà(|*", max_size=120))
def test_any_text_is_read_to_an_end(gazetteer, text):
    """Names end inside the text, and never inside an abbreviation."""
    raw = text.encode()
    if not raw.strip():
        return
    source = read_bytes(raw)
    naming = Naming(source, gazetteer)
    for offset in range(len(source.text)):
        found = naming.at_offset(offset, listed=True)
        if found:
            at, name = found
            assert at < name.after <= len(naming.tokens.words)
            assert naming.is_whole(name.after)
