"""Texts taken from a printed gazette: page frames, and tables whose cells became lines."""

import pytest

from mandategraph.extract import read
from mandategraph.extract.layout import lay_out
from mandategraph.extract.paragraphs import paragraphs
from mandategraph.text import read_bytes

FRAME = "\nCÔNG BÁO/Số 7/Ngày 02-3-2025\n{}\n\n"

HEAD = "STT\nNội dung công việc\nĐơn vị\nchủ trì\nĐơn vị\nphối hợp\nSản phẩm\nThời hạn\nxong\n"


def shown(text):
    """The paragraphs of a text, each in one line."""
    return [" ".join(text[p.span.start : p.span.end].split()) for p in paragraphs(text)]


def test_a_running_title_is_no_paragraph():
    """The title of the gazette and the number of its page stand alone between two items."""
    text = "1. Trồng thêm cây ven sông.\n" + FRAME.format(4) + "2. Nạo vét lòng hồ chứa.\n"

    assert shown(text) == ["1. Trồng thêm cây ven sông.", "2. Nạo vét lòng hồ chứa."]


def test_a_sentence_goes_on_over_a_page():
    """No stop above the frame, a small letter below it: one sentence, at its stored place."""
    text = "- Sửa chữa các cống thoát nước\n" + FRAME.format(5) + "ở vùng trũng của huyện.\n"

    (whole,) = paragraphs(text)
    assert (whole.span.start, whole.span.end) == (0, len(text) - 1)


def test_any_line_that_comes_again_beside_page_numbers_is_a_frame():
    """Running titles of other prints are not known by their words, only by coming again."""
    pages = [f"{at}. Mở lớp dạy bơi số {at}.\n\nTập san mùa hạ\n{at}\n\n" for at in range(1, 5)]

    assert len(shown("".join(pages))) == len(pages)


def test_a_line_that_comes_again_without_page_numbers_stays():
    """The same heading under each chapter is part of the text."""
    text = "".join(f"Điều {at}. Hồ {at}\n\nViệc chung\n\n- Dọn cỏ.\n\n" for at in range(1, 5))

    assert shown(text).count("Việc chung") == 4


ROWS = (
    HEAD
    + "I. Chăm sóc rừng\n1.\n\nLập sổ theo dõi các cây cổ thụ ven đường làng\nvà đình chùa trong huyện\n"
    "Sở Xây\ndựng\nSở Tài chính, Sở\nNội vụ\nSổ theo\ndõi\nQuý I/2027\n"
    "2. Mở lớp dạy ghép cây\nBộ Tài\nchính\nBộ Nội vụ, Bộ\nTư pháp\nLớp học\nThường xuyên\n"
    + FRAME.format(9)
    + HEAD
    + "II. Giữ nguồn nước\n3.\nVớt bèo trên các kênh dẫn nước tưới cho ruộng lúa\n"
    "Ủy ban nhân\ndân tỉnh\nSở Y tế\nKênh sạch\nTừ quý I/2026 đến\nquý II/2028\n\n"
)


@pytest.fixture(scope="module")
def reading(gazetteer):
    """What is read from a plan with such a table."""
    text = "KẾ HOẠCH\nGiữ rừng và nước\n\nPHỤ LỤC\nDANH MỤC VIỆC PHẢI LÀM\n\n" + ROWS + "\nHết.\n"
    return read(read_bytes(text.encode()), gazetteer)


def test_each_row_is_one_task(reading):
    """The number opens a row; the fragments of its cells are no tasks."""
    starts = [task.start.split()[0] for task in reading.tasks]

    assert starts == ["Lập", "Mở", "Vớt"]


def test_the_cells_of_a_row_tell_who_and_when(reading):
    """Cells begin with a capital; "Bộ" at the end of a line goes on; a span of time ends it."""
    told = [
        (
            [one.value for one in task.lead],
            [one.value for one in task.coordinate],
            task.deadline and task.deadline.value,
        )
        for task in reading.tasks
    ]

    finance, home = "Ministry of Finance", "Ministry of Home Affairs"
    assert told[0][2] == "2027-03-31"
    assert told[0][0] == ["Department of Construction"]
    assert len(told[0][1]) == 2
    assert told[1][0] == [finance]
    assert told[1][1] == [home, "Ministry of Justice"]
    assert told[1][2] is None
    assert told[2][2] == "2028-06-30"


def test_a_roman_line_names_a_group_of_rows(reading):
    """The head that is printed anew on the next page is neither row nor group."""
    assert [s.heading for s in reading.sections if s.method == "table-group"] == [
        "Chăm sóc rừng",
        "Giữ nguồn nước",
    ]


def test_dashes_that_a_page_tore_off_are_tasks_of_the_row(gazetteer):
    """They have the bodies and the time of the row under which they go on."""
    text = HEAD + (
        "1.\nĐo mực nước trong các giếng khơi của xã, cụ thể là\nSở Y tế\nSở Nội vụ\nSổ đo\nNăm 2026\n"
        + FRAME.format(11)
        + "- Lập bản đồ giếng khơi.\n- Cắm biển báo giếng sâu.\n"
        + "2.\nLấp các giếng cạn\nSở Nội vụ\nSở Y tế\nGiếng lấp\nThường xuyên\n\n"
    )
    tasks = read(read_bytes(text.encode()), gazetteer).tasks

    assert [task.start.split()[0] for task in tasks] == ["Đo", "Lập", "Cắm", "Lấp"]
    assert len({task.lead[0].value for task in tasks[:3]}) == 1
    assert [task.deadline.value for task in tasks[:3]] == ["2026"] * 3


def test_a_numbered_list_is_no_such_table():
    """Without the head of a table nothing is taken for cells."""
    text = "Việc phải làm\n1.\nDọn chợ\nSở Y tế\nSở Nội vụ\nSổ đo\nNăm 2026\n"

    assert not any(item.cells for item in lay_out(read_bytes(text.encode())).items)


def test_whoever_a_cell_submits_to_does_not_lead(gazetteer):
    """The cell for the lead may say to whom the lead brings it, or for which places it acts."""
    text = HEAD + (
        "1.\nVẽ lại bản đồ các bến đò ngang trong tỉnh\nSở Xây dựng trình\ncấp có thẩm\nquyền\n"
        "Các cơ quan, tổ\nchức, đơn vị khác\ncó liên quan\nBản đồ\nNăm 2026\n\n"
    )
    (task,) = read(read_bytes(text.encode()), gazetteer).tasks

    assert [one.value for one in task.lead] == ["Department of Construction"]
    assert [one.value for one in task.coordinate] == ["Relevant agencies and units"]
