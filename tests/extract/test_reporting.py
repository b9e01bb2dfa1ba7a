import pytest

from mandategraph.extract.citations import find_citations
from mandategraph.extract.layout import lay_out
from mandategraph.extract.reporting import read_reporting
from mandategraph.extract.tasks import read_tasks
from mandategraph.text import read_bytes

DOST = "Department of Science and Technology"
MOST = "Ministry of Science and Technology"
PPC = "Provincial People's Committee"


@pytest.fixture(scope="session")
def duties_of(held, gazetteer):
    """The duties to report of a held text."""

    def read(slug, language):
        source = held(slug)
        layout = lay_out(source)
        citations = find_citations(source, language, gazetteer)[0]
        tasks = read_tasks(source, layout, citations, gazetteer, language)
        return source, read_reporting(source, layout, tasks, citations, gazetteer, language)

    return read


def row(duty):
    return (
        duty.who and duty.who.value,
        [one.value for one in duty.to],
        duty.when and duty.when.value,
    )


def test_a_body_reports_at_no_set_time(duties_of):
    """The item names who reports; the Resolution's own report number is no duty."""
    _, duties = duties_of("thai-binh-party-plan-52-nq-tw", "vi")

    assert [row(duty) for duty in duties] == [
        (
            "Office of the Provincial Party Committee",
            ["Standing Committee of the Provincial Party Committee"],
            None,
        )
    ]


def test_periodically_without_an_interval(duties_of):
    _, (duty,) = duties_of("party-directive-16-ct-ttg", "vi")

    assert row(duty) == (
        "Party Civil Affairs Committee of the Provincial People's Committee",
        ["Standing Committee of the Provincial Party Committee"],
        "periodic",
    )
    assert duty.start.startswith("định kỳ báo cáo")


def test_who_received_the_reports_sums_them_up(duties_of):
    """The day is that of the first reports; the summary is yearly without a day."""
    _, duties = duties_of("thai-binh-plan-16-ct-ttg", "en")
    closing = [
        row(duty) for duty in duties if duty.start.startswith(("annually report", "so that"))
    ]

    assert closing == [
        ("Provincial departments and branches", [DOST], "annual 12-01"),
        ("District-level People's Committees", [DOST], "annual 12-01"),
        ("Thai Binh Business Association", [DOST], "annual 12-01"),
        (DOST, [PPC, MOST], "annual"),
    ]


def test_a_report_goes_through_another_body(duties_of):
    _, duties = duties_of("yen-bai-plan-569-qd-ttg", "en")
    (duty,) = (one for one in duties if one.via)

    assert duty.via.value == DOST
    assert row(duty) == ("Agencies, units and localities in the province", [PPC], "annual 12-05")


def test_a_text_without_reports_has_none(duties_of):
    assert duties_of("vinh-long-plan-16-ct-ttg", "vi")[1] == ()


def test_every_duty_stands_in_the_text(duties_of):
    for slug, language in (("thai-binh-plan-16-ct-ttg", "en"), ("yen-bai-plan-569-qd-ttg", "en")):
        source, duties = duties_of(slug, language)
        assert duties
        for duty in duties:
            assert source.words(duty.span).split()[0] == duty.start.split()[0]


@pytest.fixture(scope="session")
def duties_in(gazetteer):
    """The duties to report that a part on organisation sets."""

    def read(*items):
        text = "III. TỔ CHỨC THỰC HIỆN\n\n" + "\n\n".join(items) + "\n"
        source = read_bytes(text.encode())
        layout = lay_out(source)
        tasks = read_tasks(source, layout, (), gazetteer, "vi")
        duties = read_reporting(source, layout, tasks, (), gazetteer, "vi")
        return [(duty.start.split(" ")[0], *row(duty)) for duty in duties]

    return read


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        # two acts of one verb
        (
            "1. Sở Y tế chủ trì theo dõi việc thực hiện, kịp thời báo cáo và kiến nghị UBND tỉnh.",
            [("kịp", "Department of Health", [PPC], None)],
        ),
        # the interval of months; who receives sums up
        (
            (
                "1. UBND các huyện, thành phố tổ chức thực hiện, định kỳ 6 tháng báo cáo kết quả về Sở Y tế để "
                "tổng hợp, báo cáo UBND tỉnh."
            ),
            [
                (
                    "định",
                    "District-level People's Committees",
                    ["Department of Health"],
                    "periodic",
                ),
                ("để", "Department of Health", [PPC], "periodic"),
            ],
        ),
        # each body of a list reports
        (
            "1. Sở Tài chính, Sở Y tế có trách nhiệm thực hiện; báo cáo UBND tỉnh kết quả thực hiện.",
            [
                ("báo", "Department of Finance", [PPC], None),
                ("báo", "Department of Health", [PPC], None),
            ],
        ),
        # only if difficulties arise: those concerned tell a body, which reports
        (
            (
                "1. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị các sở, ban, ngành phản ánh về "
                "Sở Y tế để tổng hợp, báo cáo UBND tỉnh xem xét."
            ),
            [
                ("để", "Department of Health", [PPC], None),
                ("đề", "Provincial departments and branches", ["Department of Health"], None),
            ],
        ),
    ],
)
def test_who_reports_to_whom(duties_in, item, expected):
    assert duties_in(item) == expected
