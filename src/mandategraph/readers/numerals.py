"""Numbers as lists print them: Roman digits, letters, plain."""

LARGEST_ROMAN = 3999
"""Roman digits go no further."""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """A number in Roman digits; as it is where they cannot write it."""
    if not 0 < number <= LARGEST_ROMAN:
        return str(number)
    digits = ""
    for value, digit in _ROMAN:
        count, number = divmod(number, value)
        digits += digit * count
    return digits


def letter(number: int) -> str:
    """The letter of a number: A to Z, then AA, BB and so on, as word processors count."""
    if number < 1:
        return str(number)
    count, at = divmod(number - 1, 26)
    return chr(ord("A") + at) * min(count + 1, 10)
