"""Writes a course of any length: the same number of lessons gives the same files, byte for byte.

Each lesson has about 900 words in what lessons are made of: headings, lists, tables, callouts, references to articles
and waste codes, glossary words, a footnote, links, and two or three questions with feedback.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

WORDS = 900
MODULE = 20  # lessons
OBJECTIVES = {
    "read-papers": "Read the papers of a consignment",
    "know-codes": "Tell controlled waste by its code",
    "ask-consent": "Ask whether the States concerned have agreed",
    "stay-safe": "Keep yourself and others safe at the container",
}
TERMS = {
    "consignee": "Who receives the load and answers for it on arrival.",
    "carrier": "Who moves the load and signs the movement document on taking charge.",
    "competent authority": "The office that gives or refuses consent for a State.",
    "movement document": "The paper that goes with the load from its start to its disposal.",
    "notification": "The writing that tells all States concerned what is planned.",
    "transit State": "A State through which the load passes on its way.",
    "recovery": "Treatment that gains materials or energy from waste.",
    "disposal": "What finally happens to waste, recovery included.",
    "generator": "Whose activity made the waste.",
    "risk profile": "Signs that together say which loads deserve a closer look.",
    "seal number": "The number on the seal, which the papers repeat.",
    "take-back": "The return of a load that could not be completed as agreed.",
}
ARTICLES = ("4(1)(c)", "4(2)", "4(3)", "4(5)", "4(7)", "6(1)", "6(2)", "6(3)", "6(4)", "8", "9", "9(1)")
CODES = {
    "A1181": "hazardous e-waste",
    "Y49": "other e-waste",
    "B1010": "clean metal scrap",
    "A1160": "lead-acid batteries",
    "A4020": "clinical waste",
    "Y46": "waste from households",
    "Y8": "mineral oil",
    "Y12": "inks and paints",
}
ACTORS = (
    "the officer at the gate",
    "the importer",
    "the carrier",
    "the competent authority",
    "the consignee",
    "a colleague from the laboratory",
    "the port agent",
    "the exporter",
    "the risk unit",
    "the generator",
)
DEEDS = (
    "compares the weight on the bill of lading with the weighbridge ticket",
    "asks for the written consent of every State concerned",
    "notes the seal number before the doors are opened",
    "reads the declared description against the packing list",
    "looks for the contract that names the recovery plant",
    "photographs the labels and the condition of the packages",
    "calls the focal point when the notification has no date",
    "keeps the container closed until the air has been measured",
    "writes down who handed over which paper and when",
    "checks whether the movement document has been signed at each change of hands",
)
REASONS = (
    "because a missing paper is the first sign that something else is missing",
    "since goods of little value rarely travel so far at such a price",
    "so that the decision can be shown to rest on facts",
    "before the load leaves the place where it can still be held",
    "as the **declared use** and the *condition* of the goods have to agree",
    "although the driver would like to be on the road again",
    "while the load stands apart, under a roof and behind a fence",
    "unless the transit State has waived its consent in writing",
    "and leaves nothing to memory that belongs into the file",
    "even if the same company has passed without question for years",
)
HEADINGS = ("What arrives", "What the codes say", "What goes wrong", "What to do", "What the law says", "Behind it")
CALLOUTS = ("note", "tip", "warning", "remember", "danger")


class _Lesson:
    """The text of one lesson; its number seeds what is drawn."""

    def __init__(self, number: int, count: int) -> None:
        self.number = number
        self.count = count
        self.random = Random(number)
        self.parts: list[str] = []

    def text(self) -> str:
        """Front matter and body."""
        objective = list(OBJECTIVES)[self.number % len(OBJECTIVES)]
        head = f"---\ntitle: {title(self.number)}\nobjectives: [{objective}]\nminutes: 8\nreviewed: 2026-11-24\n---\n"
        self._opening()
        sections = (self._list, self._table, self._callout, self._steps, self._law, self._details)
        for index, section in enumerate(sections):
            self.parts.append(f"## {self._heading(index)}")
            self.parts.append(self._paragraph(1))
            section()
        for index in (1, 2) if self.number % 2 else (0, 1, 2):
            self.parts.append(question(self.random, f"q{self.number}-{index}", objective))
        self.parts.append(f"::: summary\n{self._sentence()}\n:::")
        self.parts.append(f"[^{self.number}]: {self._sentence()}")
        while sum(len(part.split()) for part in self.parts) < WORDS - 20:
            self.parts.insert(2, self._paragraph(1))
        return head + "\n\n".join(self.parts) + "\n"

    def _opening(self) -> None:
        other = (self.number * 7 + 3) % self.count
        self.parts.append(
            f"{self._sentence()} {self._sentence()} The duty follows from [[basel:{self._article()}]] and from "
            f"[[basel:{self._article()}]].[^{self.number}]"
        )
        self.parts.append(
            f"{self._sentence()} More is told in [another lesson]({name(other)}.md) and on "
            f"[the pages of the Convention](https://www.basel.int)."
        )

    def _article(self) -> str:
        return self.random.choice(ARTICLES)

    def _heading(self, index: int) -> str:
        return f"{HEADINGS[index]} at post {self.number * 10 + index}"

    def _sentence(self) -> str:
        one, deed, reason = (self.random.choice(words) for words in (ACTORS, DEEDS, REASONS))
        return f"{one[0].upper()}{one[1:]} {deed}, {reason}."

    def _deed(self) -> str:
        return f"One {self.random.choice(DEEDS)}."

    def _paragraph(self, sentences: int) -> str:
        text = " ".join(self._sentence() for _ in range(sentences))
        code = self.random.choice(list(CODES))
        return f"{text} For [[waste:{code}]] the same holds, `{code}` on the papers included."

    def _list(self) -> None:
        rows = [f"- {self._deed()}" for _ in range(3)]
        rows.insert(1, f"  - {self._deed()}")
        self.parts.append("\n".join(rows))

    def _table(self) -> None:
        codes = self.random.sample(list(CODES), 5)
        rows = [f"| [[waste:{code}]] | {CODES[code]} | {self.random.randint(2, 90)} days |" for code in codes]
        self.parts.append("\n".join(("| Code | What it names | Answer within |", "| --- | --- | ---: |", *rows)))

    def _callout(self) -> None:
        kind = CALLOUTS[self.number % len(CALLOUTS)]
        self.parts.append(f"::: {kind} At post {self.number}\n{self._sentence()}\n:::")
        self.parts.append(f"Full container\n: {self._deed()}\n\nPart load\n: {self._deed()}")

    def _steps(self) -> None:
        rows = "\n".join(f"{index}. {self._deed()}" for index in range(1, 5))
        self.parts.append(f"::: steps\n{rows}\n:::")

    def _law(self) -> None:
        article = f'{{article="basel:{self._article()}"}}'
        self.parts.append(f"::: law No start before consent {article}\n{self._sentence()}\n:::")
        self.parts.append(f"> {self._sentence()}")

    def _details(self) -> None:
        self.parts.append(f"::: details Why so strict\n{self._paragraph(1)}\n:::")


def question(random: Random, identifier: str, objective: str) -> str:
    """A question with three options and feedback for each, or pairs to match."""
    if identifier.endswith("-2"):
        rows = "\n".join(f"| {code} | {CODES[code]} |" for code in random.sample(list(CODES), 4))
        text = f"Which name belongs to which code? ({identifier})"
        head = f"::: matching {text} {{#{identifier} objective={objective}}}\n| Code | Name |\n| --- | --- |"
        return f"{head}\n{rows}\n:::"
    right = random.randrange(3)
    options = []
    for index, deed in enumerate(random.sample(DEEDS, 3)):
        says = "Right" if index == right else "Not yet"
        options.append(
            f"- [{'x' if index == right else ' '}] One {deed}.\n    > {says}: one does so {random.choice(REASONS)}."
        )
    text = f"A load of {random.choice(list(CODES.values()))} arrives. What comes first? ({identifier})"
    return f"::: choice {text} {{#{identifier} objective={objective}}}\n" + "\n".join(options) + "\n:::"


def name(number: int) -> str:
    """A lesson's file name without its ending."""
    return f"lesson-{number:04}"


def title(number: int) -> str:
    """A lesson's title."""
    return f"Lesson {number + 1}, a load at the border"


def write(folder: Path, count: int) -> None:
    """Write a course of ``count`` lessons."""
    (folder / "lessons").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / "lessons" / f"{name(number)}.md").write_text(_Lesson(number, count).text(), encoding="utf-8")
    modules = "".join(
        f"- title: Part {start // MODULE + 1}\n"
        f"  lessons: [{', '.join(name(number) for number in range(start, min(start + MODULE, count)))}]\n"
        for start in range(0, count, MODULE)
    )
    objectives = "".join(f"  {key}: {text}\n" for key, text in OBJECTIVES.items())
    # One SCO for each lesson: the answers of hundreds of lessons do not fit into what SCORM 1.2 keeps for one.
    (folder / "course.yaml").write_text(
        f"id: generated\ntitle: A generated course\nlanguage: en\nagreement: basel\nobjectives:\n{objectives}"
        f"delivery: {{units: lesson}}\nmodules:\n{modules}",
        encoding="utf-8",
    )
    (folder / "glossary.yaml").write_text("".join(f"{word}: {text}\n" for word, text in TERMS.items()), "utf-8")
    random = Random(count)
    questions = [question(random, f"exam-{index}", list(OBJECTIVES)[index % 4]) for index in range(10, 30)]
    draw = ", ".join(f"{key}: 3" for key in OBJECTIVES)
    exam = f"---\ntitle: Final exam\ndraw: {{{draw}}}\nattempts: 3\n---\nTwelve questions out of twenty.\n\n"
    (folder / "exam.md").write_text(exam + "\n\n".join(questions) + "\n", encoding="utf-8")


def main() -> None:
    """Write a course into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lessons", type=int, default=20)
    arguments = parser.parse_args()
    write(arguments.folder, arguments.lessons)


if __name__ == "__main__":
    main()
