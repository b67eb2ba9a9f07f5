"""SCORM 2004 sequencing (SN book, 3rd and 4th edition): the few recipes that courses need.

- One SCO: the primary objective carries the pass mark.
- Lessons in order: each lesson writes "satisfied" to an objective of its own that the next one reads; a lesson is
disabled
  until what it reads is satisfied. "Not satisfied" alone would not do: unknown stays unknown when it is negated (SN
  4.2).
- Exam after all lessons: it reads the objectives of all of them.
- Roll-up: the exam decides success, the lessons decide completion.

Units never forget what was reached: `useCurrentAttempt…` is false wherever something is rolled up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.manifest import child

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from elearn_builder.manifest import Edition
    from elearn_builder.site import Sco, Site


def organization(edition: Edition, parent: etree._Element) -> None:
    """Sequencing of the organization: everything can be chosen and walked through; earlier attempts count."""
    control = child(edition, child(edition, parent, "imsss:sequencing"), "imsss:controlMode")
    control.set("choice", "true")
    control.set("flow", "true")
    control.set("useCurrentAttemptObjectiveInfo", "false")
    control.set("useCurrentAttemptProgressInfo", "false")


def item(edition: Edition, parent: etree._Element, site: Site, scos: Sequence[Sco], index: int) -> None:
    """Sequencing of a SCO's item; the order of the parts is that of the schema."""
    sco = scos[index]
    alone = len(scos) == 1
    exam = _is_exam(sco)
    watched = _waits_for(site, scos, index)
    sequencing = child(edition, parent, "imsss:sequencing")
    once = exam and not alone
    if watched or once:
        rules = child(edition, sequencing, "imsss:sequencingRules")
        if watched:
            _lock(edition, rules, [f"after-{other.id}" for other in watched])
        if once:
            # A passed exam that is opened again would begin a new attempt and forget the pass.
            _rule(edition, rules, "hiddenFromChoice")
            _rule(edition, rules, "skip")
    attempts = site.course.exam.config.attempts if site.course.exam else 0
    if once and attempts:
        child(edition, sequencing, "imsss:limitConditions").set("attemptLimit", str(attempts))
    if not alone and site.course.exam:
        _rollup(edition, sequencing, exam=exam, lessons=not all(map(_is_exam, scos)))
    _objectives(edition, sequencing, site, sco, watched, exam=exam, shared=_is_waited_for(site, scos, index))
    controls = child(edition, sequencing, "imsss:deliveryControls")
    controls.set("completionSetByContent", "true")
    controls.set("objectiveSetByContent", "true")


def _is_exam(sco: Sco) -> bool:
    return any(page.kind == "exam" for page in sco.pages)


def _waits_for(site: Site, scos: Sequence[Sco], index: int) -> list[Sco]:
    """The SCOs that must be satisfied before this one opens; the exam, if there is one, is the last."""
    delivery = site.course.config.delivery
    if _is_exam(scos[index]) and (delivery.exam == "locked-until-complete" or delivery.order == "sequential"):
        return list(scos[:index])
    return list(scos[max(0, index - 1) : index]) if delivery.order == "sequential" else []


def _is_waited_for(site: Site, scos: Sequence[Sco], index: int) -> bool:
    """Whether a SCO must be satisfied before another one opens."""
    delivery = site.course.config.delivery
    if _is_exam(scos[index]) or index + 1 == len(scos):
        return False
    return delivery.order == "sequential" or (delivery.exam == "locked-until-complete" and _is_exam(scos[-1]))


def _lock(edition: Edition, rules: etree._Element, objectives: list[str]) -> None:
    rule = child(edition, rules, "imsss:preConditionRule")
    conditions = child(edition, rule, "imsss:ruleConditions")
    conditions.set("conditionCombination", "any")
    for objective in objectives:
        for condition in ("satisfied", "objectiveStatusKnown"):
            element = child(edition, conditions, "imsss:ruleCondition")
            element.set("referencedObjective", objective)
            element.set("operator", "not")
            element.set("condition", condition)
    child(edition, rule, "imsss:ruleAction").set("action", "disabled")


def _rule(edition: Edition, rules: etree._Element, action: str) -> None:
    """A rule for when the item itself is satisfied."""
    rule = child(edition, rules, "imsss:preConditionRule")
    conditions = child(edition, rule, "imsss:ruleConditions")
    child(edition, conditions, "imsss:ruleCondition").set("condition", "satisfied")
    child(edition, rule, "imsss:ruleAction").set("action", action)


def _rollup(edition: Edition, sequencing: etree._Element, *, exam: bool, lessons: bool) -> None:
    """The exam decides success and score, the lessons completion (without lessons, the exam both)."""
    rules = child(edition, sequencing, "imsss:rollupRules")
    if exam:
        if lessons:
            rules.set("rollupProgressCompletion", "false")
        rules.set("objectiveMeasureWeight", "1")
    else:
        rules.set("rollupObjectiveSatisfied", "false")
        rules.set("objectiveMeasureWeight", "0")


def _objectives(
    edition: Edition,
    sequencing: etree._Element,
    site: Site,
    sco: Sco,
    watched: Sequence[Sco],
    *,
    exam: bool,
    shared: bool,
) -> None:
    """Objectives of an item; only what another item waits for is ``shared``: Moodle refuses packages that share any."""
    objectives = child(edition, sequencing, "imsss:objectives")
    primary = child(edition, objectives, "imsss:primaryObjective")
    primary.set("objectiveID", "primary")
    if exam:
        primary.set("satisfiedByMeasure", "true")
        child(edition, primary, "imsss:minNormalizedMeasure", f"{site.description['passMark']:g}")
    elif shared:
        _map(edition, primary, _shared(site, sco), write=True)
    for other in watched:
        objective = child(edition, objectives, "imsss:objective")
        objective.set("objectiveID", f"after-{other.id}")
        _map(edition, objective, _shared(site, other), write=False)


def _map(edition: Edition, objective: etree._Element, target: str, *, write: bool) -> None:
    info = child(edition, objective, "imsss:mapInfo")
    info.set("targetObjectiveID", target)
    info.set("readSatisfiedStatus", "true")
    info.set("writeSatisfiedStatus", "true" if write else "false")


def _shared(site: Site, sco: Sco) -> str:
    """The objective that a lesson shares with the items that wait for it."""
    return f"urn:elearn:{site.course.id}:{sco.id}"
