from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mandategraph.extract.citations import find_citations
from mandategraph.extract.layout import lay_out
from mandategraph.extract.parts import kind_of_heading, parts_of
from mandategraph.extract.tasks import read_tasks
from mandategraph.text import read_bytes

DOST = "Department of Science and Technology"


@pytest.fixture(scope="session")
def ordered(gazetteer):
    """The tasks of a text."""

    def read(text, language="vi", issued=None):
        source = read_bytes(text.encode())
        layout = lay_out(source)
        citations = (*find_citations(source, language, gazetteer)[0],)
        return read_tasks(source, layout, citations, gazetteer, language, issued=issued)

    return read


@pytest.fixture(scope="session")
def tasks_of(held, gazetteer):
    """The tasks of a held text."""

    def read(slug, language):
        source = held(slug)
        layout = lay_out(source)
        citations = find_citations(source, language, gazetteer)[0]
        return source, read_tasks(source, layout, citations, gazetteer, language)

    return read


HELD = [
    # the lost heading leaves its items in II.1; the closing paragraph is an order
    ("thai-binh-plan-16-ct-ttg", "en", 41),
    # a part printed III twice; lead-in with "chỉ đạo:"
    ("thai-binh-party-plan-52-nq-tw", "vi", 42),
    # paragraphs below numbered headings; leads in the preamble
    ("party-directive-16-ct-ttg", "vi", 7),
    # orientations, tasks in paragraphs after lettered items, one requirement that orders
    ("yen-bai-plan-569-qd-ttg", "en", 83),
    # no body is named at all
    ("vinh-long-plan-16-ct-ttg", "vi", 12),
]


@pytest.mark.parametrize(("slug", "language", "number"), HELD, ids=str)
def test_the_orders_of_a_held_text(tasks_of, slug, language, number):
    source, tasks = tasks_of(slug, language)

    assert len(tasks) == number
    assert list(tasks) == sorted(tasks, key=lambda task: task.span)
    for task in tasks:
        for one in (*task.lead, *task.coordinate, *task.technology, task.theme, task.deadline):
            assert one is None or (one.span and 0 <= one.span.start < one.span.end)
        assert source.words(task.span) == source.words(task.span).strip()


@pytest.mark.parametrize(
    ("slug", "language", "start", "part", "expected"),
    [
        # the heading names the lead
        ("thai-binh-plan-16-ct-ttg", "en", "To prioritize the research and application", "lead", [DOST]),
        # two bodies in a heading
        (
            "thai-binh-plan-16-ct-ttg", "en", "To promote the propaganda and construction", "lead",
            ["Provincial Radio and Television Station", "Thai Binh Newspaper"],
        ),
        # a body that directs stands above; the named body leads
        (
            "thai-binh-party-plan-52-nq-tw", "vi", "Sở Khoa học và Công nghệ tham mưu", "lead", [DOST],
        ),
        (
            "thai-binh-party-plan-52-nq-tw", "vi", "Sở Khoa học và Công nghệ tham mưu", "directed_by",
            ["Party Civil Affairs Committee of the Provincial People's Committee"],
        ),
        # … and leads what names nobody
        (
            "thai-binh-party-plan-52-nq-tw", "vi", "Hoàn chỉnh Báo cáo định hướng", "lead",
            ["Party Civil Affairs Committee of the Provincial People's Committee"],
        ),
        # a matter for a heading gives no lead
        ("thai-binh-party-plan-52-nq-tw", "vi", "Mở rộng hợp tác", "lead", []),
        # what a task cites
        (
            "thai-binh-party-plan-52-nq-tw", "vi", "Đầu tư nâng cấp hạ tầng kỹ thuật", "cites",
            ["43/CTHD-UBND", "30-NQ/TW"],
        ),
        # who directs whom, further on in the sentence
        (
            "party-directive-16-ct-ttg", "vi", "Căn cứ vào Chỉ thị số 16/CT-TTg", "directs",
            [
                "Provincial People's Committee",
                "Provincial departments and branches",
                "District-level People's Committees",
            ],
        ),
    ],
)  # fmt: skip
def test_a_task_of_a_held_text(tasks_of, slug, language, start, part, expected):  # noqa: PLR0917
    _, tasks = tasks_of(slug, language)
    (task,) = (one for one in tasks if one.start.startswith(start))

    assert [one.value for one in getattr(task, part)] == expected


def test_the_preamble_leads_all_but_the_item_that_names_its_own(tasks_of):
    _, tasks = tasks_of("party-directive-16-ct-ttg", "vi")

    assert Counter(task.lead_source for task in tasks) == {"preamble": 6, None: 1}


def test_deadlines_of_the_plans(tasks_of):
    _, tasks = tasks_of("thai-binh-plan-16-ct-ttg", "en")

    assert [task.deadline.value for task in tasks if task.deadline] == [
        "annual",
        "annual 12-10",
        "annual 12-01",
    ]


PLAN = """KẾ HOẠCH

I. MỤC ĐÍCH
- Nâng cao nhận thức của các cấp.
II. NHIỆM VỤ, GIẢI PHÁP
1. Phát triển hạ tầng

{items}

III. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính
- Bố trí kinh phí thực hiện Kế hoạch.
"""


def test_purposes_are_no_orders(ordered):
    starts = [task.start for task in ordered(PLAN.format(items="- Đầu tư hạ tầng số."))]

    assert starts == ["Đầu tư hạ tầng số.", "Bố trí kinh phí thực hiện Kế hoạch."]


def test_examples_below_an_order_are_not_orders(ordered):
    items = (
        "Nghiên cứu, thử các phần mềm cho bến xe như:\n\n"
        "- Hệ thống giám sát giao thông.\n\n- Hệ thống thu phí tự động."
    )
    starts = [task.start for task in ordered(PLAN.format(items=items))]

    assert len(starts) == 2
    assert starts[0].startswith("Nghiên cứu, thử")


def test_a_lead_in_gives_its_bodies_to_its_items(ordered):
    items = (
        "Giao Sở KH&CN chủ trì, phối hợp với Sở Nội vụ làm các việc sau:\n"
        "- Rà soát các quy định hiện hành.\n- Xây dựng cơ sở dữ liệu dùng chung."
    )
    first, second, _ = ordered(PLAN.format(items=items))

    for task in (first, second):
        assert [one.value for one in task.lead] == [DOST]
        assert [one.value for one in task.coordinate] == ["Department of Internal Affairs"]


def test_who_directs_others_under_its_own_heading_leads(ordered):
    items = (
        "- Rà soát hồ sơ.\n\nIV. NHIỆM VỤ CÁC NGÀNH\n1. Sở Y tế\n- Chỉ đạo Trạm Y tế các xã mở sổ."
    )
    directing = ordered(PLAN.format(items=items))[1]

    assert [one.value for one in directing.lead] == ["Department of Health"]
    assert [one.value for one in directing.directs] == ["Commune-level Health Stations"]


ORDER = """Sec. 1. Policy. Good records help everyone.

Sec. 2. Coordination.

(a) Within 90 days after the date of this order, the Secretary of Energy shall, in consultation with
the Secretary of Defense, list its archives. The Secretary of Commerce shall publish it annually.

(b) The Director of the Office of Data Quality shall prepare a plan that:

(i) identifies the data to be shared; and

(ii) outlines the costs.

(c) Each report specified in this section shall be public.
"""


def test_orders_in_running_paragraphs(ordered):
    """A further sentence that orders another body is a task; what a plan holds is none."""
    tasks = ordered(ORDER, "en", issued="2022-09-12")
    read = [
        ([one.value for one in task.lead], task.deadline and task.deadline.value) for task in tasks
    ]

    assert read == [
        (["Secretary of Energy"], "2022-12-11"),
        (["Secretary of Commerce"], "annual"),
        (["Director of the Office of Data Quality"], None),
    ]
    assert [one.value for one in tasks[0].coordinate] == ["Secretary of Defense"]


TABLE = """KẾ HOẠCH

II. NHIỆM VỤ VÀ GIẢI PHÁP
- Xây dựng, nâng cấp cơ sở dữ liệu dùng chung của tỉnh.

PHỤ LỤC
NHIỆM VỤ

| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian |
|---|---|---|---|---|
| 1 | Xây dựng, nâng cấp cơ sở dữ liệu dùng chung | Sở Nội vụ | Sở Tài chính | 2025 - 2027 |
| 2 | Tổ chức tập huấn kỹ năng số cho cán bộ | Sở Nội vụ | Các sở, ngành | Thường xuyên |
"""


def test_rows_are_orders_and_give_their_time_to_what_they_repeat(ordered):
    body, first, second = ordered(TABLE)

    assert [one.value for one in first.lead] == ["Department of Internal Affairs"]
    assert [one.value for one in first.coordinate] == ["Department of Finance"]
    assert first.deadline.value == body.deadline.value == "2027"
    assert body.deadline_source == first.deadline_source == "row"
    assert first.repeats == body.section
    assert second.deadline is None
    assert second.repeats is None


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", "purpose"),
        ("Purpose, requirements", "purpose"),
        ("MỤC TIÊU", "general"),
        ("Specific goals", "specific"),
        ("Perspectives on development of science, technology and innovation", "viewpoint"),
        ("NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU", "tasks"),
        ("The main orientation is to develop science, technology and innovation", "tasks"),
        ("FUNDING IMPLEMENTATION", "funding"),
        ("TỔ CHỨC THỰC HIỆN", "organisation"),
        ("Implementation organization", "organisation"),
        # words of a matter name no part
        ("Biotechnology", None),
    ],
)
def test_a_heading_names_a_kind_of_part(heading, kind):
    assert kind_of_heading(heading) == kind


def test_policy_is_what_an_order_opens_with():
    """Further on, a part called so orders what the policy asks for."""
    assert kind_of_heading("Policy") == "purpose"
    assert kind_of_heading("Policy", opens=False) is None


def test_parts_below_the_aims_stay_aims(held):
    parts = parts_of(lay_out(held("yen-bai-plan-569-qd-ttg")))

    assert parts["I.2"] == "purpose"
    assert parts["III.1"] == "general"
    assert parts["III.2"] == "specific"
    assert parts["V.3"] == "tasks"
    assert parts["VI.3"] == "organisation"


@settings(deadline=None)
@given(
    st.text(
        alphabet="abc Sở Tài chính chủ trì phối hợp với:;.-\n1I)a shall report the", max_size=200
    )
)
def test_any_text_is_read_without_error(ordered, text):
    if text.strip():
        for language in ("vi", "en"):
            for task in ordered(text, language):
                assert task.start
                assert task.span.start < task.span.end


def test_the_article_that_binds_everybody_is_no_task(ordered):
    """A closing article only says who carries the instrument out."""
    text = (
        "QUYẾT ĐỊNH\nVề dạy bơi\n\nĐiều 1. Sở Y tế tổ chức lớp bơi mùa hè.\n\n"
        "Điều 2. Giám đốc Sở Y tế, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./.\n"
    )

    assert [task.start for task in ordered(text)] == ["Sở Y tế tổ chức lớp bơi mùa hè."]


def test_an_item_may_name_itself_a_task(ordered):
    """In an amendment the fields of a task are items; "như sau" announces them, no examples."""
    text = (
        "NGHỊ QUYẾT\nVề dạy bơi\n\nĐiều 1. Sửa việc thứ hai trong danh mục như sau:\n"
        "1. Tên nhiệm vụ: Xây dựng hồ bơi ở mỗi huyện.\n2. Kết quả: Hồ bơi.\n"
    )

    assert [task.start.split(":")[0] for task in ordered(text)] == ["Tên nhiệm vụ"]


def test_a_list_of_the_fields_of_a_task_is_one_task(ordered):
    """The fields are named as columns are: they tell who, with whom and when."""
    text = (
        "NGHỊ QUYẾT\nVề dạy bơi\n\nĐiều 1. Sửa việc thứ hai trong danh mục như sau:\n"
        "1. Nhiệm vụ: Xây dựng hồ bơi ở mỗi huyện.\n2. Cơ quan chủ trì: Bộ Y tế.\n"
        "3. Cơ quan phối hợp: Bộ Nội vụ.\n4. Kết quả: Hồ bơi.\n5. Thời hạn: Quý II/2027.\n"
        "Điều 2. Bộ Tài chính bố trí kinh phí.\n"
    )
    first, *others = ordered(text)

    assert first.start.startswith("Xây dựng hồ bơi")
    assert [one.value for one in first.lead] == ["Ministry of Health"]
    assert [one.value for one in first.coordinate] == ["Ministry of Home Affairs"]
    assert first.deadline.value == "2027-06-30"
    assert [task.start.split()[0] for task in others] == ["Bộ"]


def test_fields_without_a_lead_are_items(ordered):
    """Without a field for the lead a list only happens to have such names."""
    items = "a) Nội dung: Dạy bơi cho trẻ em.\nb) Kết quả: Trẻ em biết bơi."
    tasks = ordered(PLAN.format(items=items))

    assert len(tasks) == 3
