"""Failing then-steps show what differs, as assertions in the tests themselves do."""

import pytest

pytest.register_assert_rewrite("tests.domain.stories", "tests.domain.deadline_stories")
