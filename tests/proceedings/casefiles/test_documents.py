from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.casefiles.dump.serializers import as_json, as_yaml
from proceedings.casefiles.parsing.documents import DEEPEST
from proceedings.casefiles.parsing.reader import parse


def read(text: str, *, as_json: bool = False) -> object:
    document, problems = parse(text.encode(), name="mock", as_json=as_json)
    assert problems == []
    return document.root


def refusal(text: str, *, as_json: bool = False) -> str:
    _document, problems = parse(text.encode(), name="mock", as_json=as_json)
    assert len(problems) == 1
    return str(problems[0])


@pytest.mark.parametrize(
    "word",
    ["on", "no", "yes", "039", "1e3", "2020-01-10", "12:30", "0x1F", "true", "=", "<<", "1_000", ".inf"],
)
def test_a_bare_word_stays_the_text_it_is(word: str) -> None:
    assert read(f"a: {word}") == {"a": word}


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_nothing_means_that_the_key_is_not_there(nothing: str) -> None:
    assert read(f"a: {nothing}\nb: c") == {"b": "c"}


def test_a_quoted_null_is_a_text() -> None:
    assert read("a: 'null'") == {"a": "null"}


def test_json_keeps_the_digits_of_numbers_and_says_yes_and_no() -> None:
    text = '{"a": 1.50, "b": true, "c": false, "d": null, "e": ["\\u00e9", 1e3], "f": {}}'

    assert read(text, as_json=True) == {"a": "1.50", "b": "yes", "c": "no", "e": ["é", "1e3"], "f": {}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("a: &x b\nc: *x", "mock:1: a: “x”; expected the value written out", id="anchor"),
        pytest.param("a: !!python/name:os.system x", "a plain value without a tag", id="tag"),
        pytest.param("a: 1\n? [b]\n: c", "mock:2: the file: expected a word as key", id="list as key"),
        pytest.param(
            "a: 1\nb: 2\na: 3", "mock:3: a: “a”; expected each key once; it stands in line 1", id="key twice"
        ),
        pytest.param("a: 1\n---\nb: 2", "one document in one file", id="two documents"),
        pytest.param("a: [1, 2", "expected YAML", id="unclosed list"),
        pytest.param("a: b: c", "mock:1", id="two colons"),
        pytest.param('a: "\\0"', "mock:1: a: expected text without the character U+0000", id="nul"),
        pytest.param("[" * 100, f"at most {DEEPEST} levels", id="too deep"),
        pytest.param("a: \x07", "YAML in printable text", id="bell"),
    ],
)
def test_yaml_that_means_more_than_it_shows_is_refused(text: str, said: str) -> None:
    assert said in refusal(text)


def test_a_file_that_grows_when_expanded_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
    )

    assert "no anchors" in refusal(bomb)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('{"a": 1,\n "a": 2}', "mock:2: a: “", id="key twice"),
        pytest.param(
            '{"a": 1,\n}', "mock:2: the file: “}”; expected JSON: a key in double quotes", id="comma"
        ),
        pytest.param('{"a":\n\n on}', "mock:3: a: “on}”; expected JSON: a value", id="bare word"),
        pytest.param("[1] x", "nothing after the end", id="more behind"),
        pytest.param('["\n"]', "expected JSON: a string", id="line break in a string"),
        pytest.param('["\\ud800"]', "without the character U+D800", id="half a letter"),
        pytest.param("[" * 100_000, f"at most {DEEPEST} levels", id="too deep"),
        pytest.param("", "expected JSON: a value", id="empty"),
    ],
)
def test_json_is_read_strictly_and_the_place_is_named(text: str, said: str) -> None:
    assert said in refusal(text, as_json=True)


def test_bytes_that_are_no_utf8_are_refused_with_their_line() -> None:
    _document, problems = parse("a: b\nc: é".encode("latin-1"), name="mock")

    assert [str(problem) for problem in problems] == ["mock:2: the file: expected text in UTF-8"]


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
    lambda text: text == text.strip()
)


@given(
    TEXTS
    | st.sampled_from(["null", "~", "on", "- a", "a: b", "#x", "'", '"', "a\nb", "a\n\n b", "[x", "&a", "!b"])
)
def test_whatever_is_written_is_read_back(text: str) -> None:
    assert read(as_yaml({"a": text, "b": [text]})) == {"a": text, "b": [text]}
    assert read(as_json({"a": text, "b": [text]}), as_json=True) == {"a": text, "b": [text]}


def test_written_yaml_quotes_no_date_and_no_yes() -> None:
    assert as_yaml({"name": "Testa", "date": "2020-01-10", "private": "yes", "n": "null"}) == (
        "name: Testa\ndate: 2020-01-10\nprivate: yes\nn: 'null'\n"
    )
