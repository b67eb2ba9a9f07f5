"""What becomes of pages that are done and questions that are answered, as the player of the new package reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import keys
from elearn_builder.comparison.codes import (
    LOST_PAGE,
    LOST_QUESTION,
    LOST_STEP,
    MISTAKEN,
    OTHER_ANSWERS,
    OTHER_ANSWERS_IN_EXAM,
    OTHER_RULES,
    OTHER_WORDS_IN_EXAM,
)
from elearn_builder.comparison.difference import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elearn_builder.comparison.published import Published, PublishedCourse, PublishedPage


class Progress:
    """Pages and questions of two packages of one course, and the items that they belong to."""

    def __init__(self, old: Published, new: Published, before: PublishedCourse, after: PublishedCourse) -> None:
        self.old, self.new = old, new
        self.before, self.after = before, after
        self.old_pages = {page.id: page for page in before.pages if page.kind in {"lesson", "exam"}}
        self.new_pages = {page.id: page for page in after.pages if page.kind in {"lesson", "exam"}}
        self.old_home = {name: page.id for page in before.pages for name in page.questions}
        self.new_home = {name: page.id for page in after.pages for name in page.questions}
        self.old_items = _items(old, before)
        self.new_items = _items(new, after)
        self.regrouped = [one for one in old.launches if self._other_whole(one.id)]
        self.items = {one.id for one in new.launches} - {one.id for one in self.regrouped}
        self.twins = {one.text: one.id for one in new.questions.values() if one.id not in old.questions}
        self.known = _known(after, before.key_bits)
        self.pages = self.questions = 0

    def find(self) -> Iterator[Difference]:
        """All that is different; counts in ``pages`` and ``questions`` what is kept."""
        whole = len(self.before.sco) == 1
        for item in self.regrouped:
            was, now = ("the whole course", "one of its lessons") if whole else ("a lesson", "the whole course")
            message = f"the item `{item.id}` is {now}, it was {was}: what was reached in it would count for that"
            cure = f"write `delivery: {{units: {'course' if whole else 'lesson'}}}` in course.yaml, as it was"
            yield Difference("lost", "item", item.id, message, cure, MISTAKEN)
        for page in self.old_pages.values():
            if self.old_items.get(page.id) in self.items:  # else all of it is told to be lost
                yield from self._page(page)
        for name, home in self.old_home.items():
            if self.old_items.get(home) in self.items:
                yield from self._question(name, home)
        yield from self._new()

    def _other_whole(self, item: str) -> bool:
        """Whether an item was the whole course and is one lesson now, or the other way round: a lesson may have the
        identifier of the course.
        """
        divided = (len(self.before.sco) == 1) != (len(self.after.sco) == 1)
        pages = [{page for page, home in items.items() if home == item} for items in (self.old_items, self.new_items)]
        return divided and bool(pages[1]) and pages[0] != pages[1]

    def _page(self, page: PublishedPage) -> Iterator[Difference]:
        now = self.new_pages.get(page.id)
        if now is None:
            gone = sum(name not in self.new_home for name in page.questions if name != page.id)
            counted = f", with {gone} question{'s' if gone != 1 else ''}" if gone else ""
            message = f"“{page.title}” is gone{counted}: that it was done is forgotten"
            yield Difference("lost", page.kind, page.id, message, self._renamed_page(page), LOST_PAGE)
        else:
            yield from self._mistaken("p", page.id, page.kind)
            self.pages += 1
            if now.title != page.title and len(self.after.sco) == 1:
                yield Difference("kept", page.kind, page.id, f"the title is “{now.title}”, it was “{page.title}”")
            if now.module != page.module:
                yield Difference("kept", page.kind, page.id, f"it moved from “{page.module}” to “{now.module}”")
        yield from self._steps(page)

    def _renamed_page(self, gone: PublishedPage) -> str:
        for page in self.new_pages.values():
            alike = page.title == gone.title or set(gone.questions) & set(page.questions)
            if page.id not in self.old_pages and alike:
                return f"if `{page.id}` is the same lesson, write `id: {gone.id}` into its front matter"
        return "put it back, if learners should keep it"

    def _question(self, name: str, home: str) -> Iterator[Difference]:
        there = self.new_home.get(name)
        if there is None:
            if home in self.new_pages:  # with a page that is gone, its questions are told
                message = f"{self._quoted(name)} is gone: what was answered is forgotten"
                yield Difference("lost", "question", name, message, self._renamed_question(name), LOST_QUESTION)
            return
        if self.new_items.get(there) != self.old_items.get(home):
            message = f"{self._quoted(name)} moved to `{there}`, which is an SCO of its own: its answer is forgotten"
            cure = f"move it back to `{home}`"
            yield Difference("lost", "question", name, message, cure, LOST_QUESTION)
            return
        self.questions += 1
        yield from self._mistaken("q", name, "question")
        if there != home:
            yield Difference("kept", "question", name, f"it moved from `{home}` to `{there}`; its answer stays")
        yield from self._answers(name)

    def _answers(self, name: str) -> Iterator[Difference]:
        one, other = self.old.questions.get(name), self.new.questions.get(name)
        if one is None or other is None:
            return
        changed = f"is `{other.kind}`, it was `{one.kind}`" if one.kind != other.kind else "has other answers"
        if (one.kind, one.sig) != (other.kind, other.sig):
            if one.pool and other.pool and (one.kind, one.shape) == (other.kind, other.shape):
                message = f"{self._quoted(name)} has answers in other words: who has begun a paper is asked it again"
                cure = "nothing to do, or publish when nobody is taking the exam"
                yield Difference("changed", "question", name, message, cure, OTHER_WORDS_IN_EXAM)
            elif one.pool and other.pool:
                message = f"{self._quoted(name)} {changed}: in papers that are begun, its answer is lost"
                cure = "publish when nobody is taking the exam, or let papers be handed in first"
                yield Difference("lost", "question", name, message, cure, OTHER_ANSWERS_IN_EXAM)
            else:
                message = f"{self._quoted(name)} {changed}: it stays answered, the answer is not shown any more"
                cure = "nothing to do, if the change is meant"
                yield Difference("changed", "question", name, message, cure, OTHER_ANSWERS)
        if one.pool and other.pool:
            if one.sig == other.sig and one.shape != other.shape:
                message = f"{self._quoted(name)} has other right answers: answers that were given are judged by them"
                yield Difference("changed", "question", name, message, "tell learners before", OTHER_RULES)
            if one.points != other.points:
                message = f"{self._quoted(name)} earns {other.points} points, it was {one.points}"
                yield Difference("changed", "question", name, message, "tell learners before", OTHER_RULES)
            if one.objective != other.objective:
                message = f"it counts for `{other.objective or 'no objective'}`, it was `{one.objective or 'none'}`"
                yield Difference("kept", "question", name, message)
        elif one.pool:
            message = f"{self._quoted(name)} is not asked in the exam any more; papers that are begun go without it"
            yield Difference("changed", "question", name, message, "let papers be handed in first", OTHER_RULES)

    def _quoted(self, name: str) -> str:
        question = self.old.questions.get(name)
        text = question.text if question else self.old_pages[name].title if name in self.old_pages else name
        return f"“{text if len(text) <= 60 else text[:59].rstrip() + '…'}”"

    def _renamed_question(self, name: str) -> str:
        gone = self.old.questions.get(name)
        twin = self.twins.get(gone.text) if gone else None
        if twin:
            return f"if `{twin}` is the same question, call it `{{#{name}}}` again"
        return f"if it is there under another name, call it `{{#{name}}}` again"

    def _steps(self, page: PublishedPage) -> Iterator[Difference]:
        there = set(self.new.steps.get(page.id, ()))
        for step in self.old.steps.get(page.id, ()) if there else ():
            if step not in there:
                message = f"the step `{step}` of “{page.title}” is gone: who stands there goes on one step before"
                cure = f"call it `{{#{step}}}` again, if it was renamed"
                yield Difference("changed", "step", f"{page.id}#{step}", message, cure, LOST_STEP)

    def _mistaken(self, kind: str, name: str, about: str) -> Iterator[Difference]:
        """The old key, read by the new course as the player reads it, must lead to the same identifier."""
        salt = self.before.salt.get(f"{kind}:{name}", "")
        found = self.known.get((kind, _key(kind, name, salt, self.before.key_bits)))
        if found != name:
            message = f"what was reached in `{name}` would count for `{found}`" if found else f"`{name}` is not found"
            cure = f"give `{found or name}` another identifier"
            yield Difference("lost", about, name, message, cure, MISTAKEN)

    def _new(self) -> Iterator[Difference]:
        for page in self.new_pages.values():
            if page.id not in self.old_pages and len(self.after.sco) == 1:
                message = f"“{page.title}” is new; who has completed the course stays so, others have it still to do"
                yield Difference("kept", page.kind, page.id, message)
        added = [name for name, home in self.new_home.items() if name not in self.old_home and home in self.old_pages]
        for name in added:
            yield Difference("kept", "question", name, f"it is new on `{self.new_home[name]}`")
        order = [page for page in self.old_pages if page in self.new_pages]
        if order != [page for page in self.new_pages if page in self.old_pages]:
            yield Difference("kept", "course", self.after.id, "pages come in another order; what is done stays done")


def _items(package: Published, course: PublishedCourse) -> dict[str, str]:
    """The item that each page belongs to."""
    pairs = zip(package.launches, course.sco, strict=True)
    return {page: launch.id for launch, pages in pairs for page in pages}


def _key(kind: str, name: str, salt: str, bits: int) -> int:
    return keys.fnv1a(f"{kind}:{name}{salt}") >> (32 - bits)


def _known(course: PublishedCourse, bits: int) -> dict[tuple[str, int], str]:
    """Keys of a width as the player finds them: salts are made for the course's own width only."""
    salts = course.salt if bits == course.key_bits else {}
    known = {}
    for page in course.pages:
        for kind, name in (("p", page.id), *(("q", name) for name in page.questions)):
            known[kind, _key(kind, name, salts.get(f"{kind}:{name}", ""), bits)] = name
    return known
