"""Which release of the program decides; the same number as the package's."""

RELEASE = "0.1.0"
