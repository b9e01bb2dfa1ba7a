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


WIDE = "TT\nTên nhiệm vụ\nCơ quan\nchủ trì\nCơ quan\nphối hợp\nSản phẩm\nThời gian\nxong\nCăn cứ\nthêm\n"

WIDE_ROWS = (
    WIDE
    + "1\nVẽ bản đồ các giếng khơi ở vùng cao\nCác bộ,\ncơ quan ngang bộ\nBộ Nội vụ\n"
    + "Báo cáo\nhằng năm\n2027 và\nhằng năm\nChỉ thị\nsố 5-\nCT/TW1\n"
    + "2  Trồng thêm tre ven các con đê\nBộ Xây dựng  Bộ Y tế\nBộ tiêu chí\nvề tre\n"
    + "Quý\nII/2027\nChỉ thị\nsố 5-\nCT/TW\n"
    + "\n1 Chỉ thị số 5-CT/TW ngày 2/3/2024 của Ban Bí thư về giếng khơi.\n"
    + FRAME.format(12)
    + WIDE
    + "3 Mở lớp bơi cho trẻ em miền biển\nBộ Y tế\nBộ Nội vụ,\nBộ Xây\ndựng\nLớp học\nTháng\n"
    + "9/2027\nChỉ thị\nsố 5-\nCT/TW\nBộ Y tế\nBộ Nội vụ\nSổ theo dõi\n2028\nChỉ thị\nsố 5-\nCT/TW\n"
    + FRAME.format(13)
    + WIDE
    + "4\nThả cá giống xuống hồ chứa\nBộ Xây dựng\nBộ Y tế\nCá được\nthả\nThường\nxuyên\n"
    + "Chỉ thị\nsố 5-\nCT/TW\n\n"
)


@pytest.fixture(scope="module")
def wide(gazetteer):
    """What is read from a table whose last column is no time, with notes at the foot of a page."""
    text = f"KẾ HOẠCH\nĐê và giếng\n\nPHỤ LỤC\nDANH MỤC\n\n{WIDE_ROWS}\n\nHết.\n"
    return read(read_bytes(text.encode()), gazetteer)


def test_rows_are_found_by_their_running_number(wide):
    """It may stand in one line with the words; notes and the columns behind the time are no rows."""
    assert [task.start.split()[0] for task in wide.tasks] == ["Vẽ", "Trồng", "Mở", "Thả"]


def test_the_head_names_the_columns_of_the_cells(wide):
    """The time is not the last column; two bodies may share a line; a set of criteria is none."""
    told = [
        (
            [one.value for one in task.lead],
            len(task.coordinate),
            task.deadline and task.deadline.value,
        )
        for task in wide.tasks
    ]

    assert [coordinate for _, coordinate, _ in told] == [1, 1, 2, 1]
    assert told[1][0] == told[3][0] == ["Ministry of Construction"]
    assert [time for _, _, time in told] == ["annual", "2027-06-30", "2027-09-30", None]


def test_the_first_of_two_times_of_a_row_is_the_tasks(wide):
    """A row may have two products, each with a time of its own."""
    assert wide.tasks[2].deadline.value == "2027-09-30"


def test_a_row_without_bodies_is_one_task_with_all_its_words(gazetteer):
    """Cells that cannot be told apart are not parted into fragments."""
    text = WIDE + (
        "1\nĐào thêm các ao chứa nước mưa\nxã nào cũng làm\nAo đào\n2027\n"
        "2\nLấp các hố sâu ven đường\nBộ Y tế\nBộ Nội vụ\nHố lấp\n2027\nChỉ thị\n\n"
    )
    tasks = read(read_bytes(text.encode()), gazetteer).tasks

    assert [task.start.split()[0] for task in tasks] == ["Đào", "Lấp"]


def test_the_number_of_rows_begins_anew_in_a_group(gazetteer):
    """Groups of rows may each count their own."""
    text = HEAD + (
        "I. Chăm rừng\n1.\nTrồng lại rừng ven suối\nSở Y tế\nSở Nội vụ\nRừng\nNăm 2026\n"
        "II. Giữ suối\n1.\nNạo vét lòng suối cạn\nSở Nội vụ\nSở Y tế\nSuối\nNăm 2027\n\n"
    )
    tasks = read(read_bytes(text.encode()), gazetteer).tasks

    assert [task.deadline.value for task in tasks] == ["2026", "2027"]


@pytest.mark.parametrize(
    ("call", "note", "left"),
    [
        # the number of the note runs into that of the instrument
        ("theo Chỉ thị số 5-CT/TW2", "2 Chỉ thị số 5-CT/TW của Ban Bí thư.", False),
        # or into a word
        ("theo kế hoạch dạy bơi2", "2 Gồm cả lớp bơi mùa hè.", False),
        # nothing above calls it: an item without a stop behind its number
        ("theo Chỉ thị số 5-CT/TW", "2 Chỉ thị số 5-CT/TW của Ban Bí thư.", True),
        # the figures of the assembly's numbers call no note
        ("theo Luật số 5/2013/QH13", "13 Xã mở lớp bơi.", True),
        # a number that goes on with the sentence: no capital
        ("theo Chỉ thị số 5-CT/TW2", "2 lớp bơi mở mỗi hè.", True),
    ],
)
def test_notes_at_the_foot_of_a_page(call, note, left):
    """A note is called by its number above; it is no paragraph."""
    text = f"- Mở lớp dạy bơi {call}.\n\n{note}\n\n- Dọn cỏ ven hồ.\n"

    assert (note in shown(text)) is left
    assert "- Dọn cỏ ven hồ." in shown(text)


def test_numbers_of_rows_are_no_pages():
    """The same words above each number: the end of a row, not a running title."""
    rows = "".join(f"Đắp đoạn đê {at}\nCT/TW\n{at + 1}\n" for at in range(1, 5))

    assert sum("CT/TW" in one for one in shown("1\n" + rows)) > 0


STAMP = "Ký bởi: TẬP SAN MÙA HẠ\nCơ quan: VĂN PHÒNG HUYỆN\nNgày ký: 2025-03-02 07:15:00 +07:00\n"


def test_the_stamp_of_an_electronic_signature_is_no_paragraph():
    """It may stand at the foot of the first page, in the middle of a sentence."""
    text = (
        "- Sửa chữa các cống thoát nước\n" + STAMP + FRAME.format(6) + "ở vùng trũng của huyện.\n"
    )

    assert len(paragraphs(text)) == 1


def test_who_signed_is_no_stamp_without_the_time():
    """Only the time shows that a program wrote the lines."""
    text = "Ký bởi: Trưởng thôn.\n\nCác hộ dọn cỏ ven hồ."

    assert len(shown(text)) == 2
