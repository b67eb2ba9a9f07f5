"""The application profile, a rule a row: a valid manifest is changed in one place, and exactly these codes come up.

The rules are those of ADL's package validator and of the books; what they are is in docs/explanation/conformance.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from elearn_builder import resources
from elearn_builder.conformance import verify
from elearn_builder.diagnostics import Diagnostic, Report

ONE = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd
      http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o">
    <organization identifier="o">
      <title>Course</title>
      <item identifier="unit">
        <title>Unit</title>
        <item identifier="lesson" identifierref="sco">
          <title>Lesson</title>
        </item>
      </item>
      <item identifier="exam" identifierref="exam-sco" parameters="?a=b&amp;c=d">
        <title>Exam</title>
        <adlcp:prerequisites type="aicc_script">lesson</adlcp:prerequisites>
        <adlcp:maxtimeallowed>0001:30:00</adlcp:maxtimeallowed>
        <adlcp:timelimitaction>exit,message</adlcp:timelimitaction>
        <adlcp:datafromlms>x</adlcp:datafromlms>
        <adlcp:masteryscore>80</adlcp:masteryscore>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="sco" type="webcontent" adlcp:scormtype="sco" href="lesson.html">
      <file href="lesson.html"/>
      <dependency identifierref="shared"/>
    </resource>
    <resource identifier="exam-sco" type="webcontent" adlcp:scormtype="sco" href="exam/exam.html">
      <file href="exam/exam.html"/>
    </resource>
    <resource identifier="shared" type="webcontent" adlcp:scormtype="asset">
      <file href="shared/a.js"/>
    </resource>
  </resources>
</manifest>
"""
FOURTH = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"
    xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd
      http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd http://www.adlnet.org/xsd/adlseq_v1p3 adlseq_v1p3.xsd
      http://www.adlnet.org/xsd/adlnav_v1p3 adlnav_v1p3.xsd http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="o">
    <organization identifier="o" adlseq:objectivesGlobalToSystem="false">
      <title>Course</title>
      <item identifier="unit">
        <title>Unit</title>
        <item identifier="lesson" identifierref="sco">
          <title>Lesson</title>
          <imsss:sequencing>
            <imsss:objectives>
              <imsss:primaryObjective objectiveID="done">
                <imsss:mapInfo targetObjectiveID="urn:lesson" writeSatisfiedStatus="true"/>
              </imsss:primaryObjective>
            </imsss:objectives>
            <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
          </imsss:sequencing>
        </item>
      </item>
      <item identifier="exam" identifierref="exam-sco" parameters="?a=b&amp;c=d">
        <title>Exam</title>
        <adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction>
        <adlcp:dataFromLMS>x</adlcp:dataFromLMS>
        <adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="1"/>
        <imsss:sequencing>
          <imsss:sequencingRules>
            <imsss:preConditionRule>
              <imsss:ruleConditions conditionCombination="any">
                <imsss:ruleCondition referencedObjective="before" operator="not" condition="satisfied"/>
              </imsss:ruleConditions>
              <imsss:ruleAction action="disabled"/>
            </imsss:preConditionRule>
          </imsss:sequencingRules>
          <imsss:limitConditions attemptLimit="2"/>
          <imsss:objectives>
            <imsss:primaryObjective objectiveID="score" satisfiedByMeasure="true">
              <imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>
            </imsss:primaryObjective>
            <imsss:objective objectiveID="before">
              <imsss:mapInfo targetObjectiveID="urn:lesson"/>
            </imsss:objective>
          </imsss:objectives>
          <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
        </imsss:sequencing>
        <adlnav:presentation><adlnav:navigationInterface>
          <adlnav:hideLMSUI>continue</adlnav:hideLMSUI>
        </adlnav:navigationInterface></adlnav:presentation>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="sco" type="webcontent" adlcp:scormType="sco" href="lesson.html">
      <file href="lesson.html"/>
      <dependency identifierref="shared"/>
    </resource>
    <resource identifier="exam-sco" type="webcontent" adlcp:scormType="sco" href="exam/exam.html">
      <file href="exam/exam.html"/>
    </resource>
    <resource identifier="shared" type="webcontent" adlcp:scormType="asset">
      <file href="shared/a.js"/>
    </resource>
  </resources>
</manifest>
"""
PRIMARY = """\
            <imsss:primaryObjective objectiveID="score" satisfiedByMeasure="true">
              <imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>
            </imsss:primaryObjective>
"""
THRESHOLD = '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="1"/>'
THIRD = FOURTH.replace("2004 4th Edition", "2004 3rd Edition").replace(
    THRESHOLD, "<adlcp:completionThreshold>1</adlcp:completionThreshold>"
)
VALID = {"scorm12": ONE, "scorm2004-3rd": THIRD, "scorm2004-4th": FOURTH}
FILES = ("lesson.html", "exam/exam.html", "shared/a.js")
ALL, SECOND = tuple(VALID), ("scorm2004-3rd", "scorm2004-4th")
FIRST, LAST = ("scorm12",), ("scorm2004-4th",)

# the rule, editions, what is written, what is written instead, the codes that come up; then files to add and take out
ROWS = [
    ("schema in its words", ALL, "ADL SCORM<", "ADL scorm<", "P025"),
    ("schema there", ALL, "<schema>ADL SCORM</schema>", "", "P025"),
    ("schemaversion of 1.2", FIRST, "<schemaversion>1.2<", "<schemaversion>1.2.1<", "P025"),
    ("schemaversion of 2004", LAST, ">2004 4th Edition<", ">1.2<", "P025"),
    ("schemaversion there", LAST, "<schemaversion>2004 4th Edition</schemaversion>", "", "P025"),
    ("schema first", FIRST, "<schema>ADL SCORM</schema><schemaversion>1.2</schemaversion>",
     "<schemaversion>1.2</schemaversion><schema>ADL SCORM</schema>", "P026"),
    ("schema first", LAST, "<schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion>",
     "<schemaversion>2004 4th Edition</schemaversion><schema>ADL SCORM</schema>", "P026"),
    ("one metadata", ALL, "<organizations default", "<metadata/><organizations default", "P026"),
    ("one organizations", ALL, "<resources>", "<organizations/><resources>", "P026"),
    ("one resources", ALL, "</manifest>", "<resources/></manifest>", "P026"),
    ("no unknown elements", ALL, "<dependency", "<nothing", "P026 P039"),
    ("a title of each item", ALL, "<title>Unit</title>", "", "P033"),
    ("default names an organization", ALL, 'default="o"', 'default="p"', "P031"),
    ("default is there", SECOND, ' default="o"', "", "P031"),
    ("one title", ALL, "<title>Unit</title>", "<title>Unit</title><title>Two</title>", "P033"),
    ("a title of the organization", ALL, "<title>Course</title>", "", "P033"),
    ("a title with words", ALL, "<title>Exam</title>", "<title> </title>", "P033"),
    ("a title that fits", ALL, "<title>Exam</title>", f"<title>{'x' * 201}</title>", "P033"),
    ("a leaf launches something", ALL, ' identifierref="sco"', "", "P034 P039"),
    ("a leaf launches what is there", ALL, 'identifierref="sco"', 'identifierref="other"', "P034"),
    ("a heading launches nothing", ALL, '<item identifier="unit"', '<item identifier="unit" identifierref="sco"',
     "P034"),
    ("identifiers are unique", ALL, 'item identifier="exam"', 'item identifier="sco"', "P030"),
    ("identifiers are there", ALL, 'item identifier="unit"', "item", "P030"),
    ("identifiers have no blanks", ALL, 'item identifier="unit"', 'item identifier="a b"', "P030"),
    ("identifiers begin with a letter", ALL, 'item identifier="unit"', 'item identifier="1"', "P030"),
    ("identifiers have no colon", ALL, 'manifest identifier="m"', 'manifest identifier="a:b"', "P030"),
    ("resources have identifiers", ALL, 'resource identifier="shared"', "resource", "P030 P035"),
    ("parameters are pairs", ALL, '"?a=b&amp;c=d"', '"?ab"', "P042"),
    ("parameters have no blanks", ALL, '"?a=b&amp;c=d"', '"?a=b c"', "P042"),
    ("parameters fit", ALL, '"?a=b&amp;c=d"', f'"?a={"b" * 1000}"', "P042"),
    ("parameters may be a fragment", ALL, '"?a=b&amp;c=d"', '"#part"', ""),
    ("parameters need a resource", ALL, '<item identifier="unit"', '<item identifier="unit" parameters="?a=b"',
     "P042"),
    ("a resource has a type", ALL, 'identifier="shared" type="webcontent"', 'identifier="shared"', "P035"),
    ("scormtype in the spelling of 1.2", FIRST, 'adlcp:scormtype="sco" href="lesson',
     'adlcp:scormType="sco" href="lesson', "P035"),
    ("scormType in the spelling of 2004", SECOND, 'adlcp:scormType="sco" href="lesson',
     'adlcp:scormtype="sco" href="lesson', "P035"),
    ("scormtype there", FIRST, ' adlcp:scormtype="asset"', "", "P035"),
    ("scormType there", SECOND, ' adlcp:scormType="asset"', "", "P035"),
    ("scormtype is sco or asset", FIRST, 'adlcp:scormtype="asset"', 'adlcp:scormtype="SCO"', "P035"),
    ("scormType is sco or asset", SECOND, 'adlcp:scormType="asset"', 'adlcp:scormType="SCO"', "P035"),
    ("a SCO has an href", ALL, ' href="lesson.html">', ">", "P035"),
    ("a resource lists its own href", ALL, '<file href="lesson.html"/>', "", "P037"),
    ("href and file agree to the letter", ALL, '<file href="lesson.html"/>', '<file href="./lesson.html"/>', "P037"),
    ("a file is there", ALL, '"shared/a.js"', '"shared/b.js"', "P036 P038"),
    ("a file is there in its case", ALL, '"shared/a.js"', '"shared/A.js"', "P036"),
    ("a launch file is there", ALL, "lesson.html", "other.html", "P036"),
    ("a file has an ending", ALL, "shared/a.js", "LICENSE", "P040", ["LICENSE"], ["shared/a.js"]),
    ("no back-slash", ALL, "shared/a.js", "shared\\a.js", "P038 P040"),
    ("no leading slash", ALL, '"shared/a.js"', '"/shared/a.js"', "P038 P040"),
    ("no climbing out", ALL, '"shared/a.js"', '"../shared/a.js"', "P038 P040"),
    ("no other servers", ALL, '"lesson.html"', '"https://example.org/lesson.html"', "P040"),
    ("no query in a path", ALL, '"lesson.html"', '"lesson.html?a=b"', "P040"),
    ("no blanks in a path", ALL, "shared/a.js", "shared/a b.js", "P040", ["shared/a b.js"], ["shared/a.js"]),
    ("blanks as %20 only", ALL, "shared/a.js", "shared/a%20b.js", "P012", ["shared/a b.js"], ["shared/a.js"]),
    ("plain ASCII in a path", ALL, "shared/a.js", "shared/ä.js", "P040", ["shared/ä.js"], ["shared/a.js"]),
    ("nothing percent-encoded", ALL, "shared/a.js", "shared/%C3%A4.js", "P040", ["shared/ä.js"], ["shared/a.js"]),
    ("xml:base ends in a slash", ALL, "<resources>", '<resources xml:base="x">', "P036 P038 P040"),
    ("xml:base is a warning", ALL, '"webcontent" adlcp:scorm', '"webcontent" xml:base="./" adlcp:scorm', "P041"),
    ("a dependency is there", ALL, '<dependency identifierref="shared"/>', '<dependency identifierref="other"/>',
     "P035"),
    ("every resource is used", ALL, '<dependency identifierref="shared"/>', "", "P039"),
    ("every file is listed", ALL, "", "", "P038", ["more.html"], []),
    ("control files may be unlisted", ALL, "", "", "", ["more.xsd"], []),
    ("no two paths in two cases", ALL, "", "", "P011 P038", ["Lesson.html"], []),
    ("launch files have names of their own", ALL, "", "", "P038 P051", ["copy/lesson.html"], []),
    ("several organizations", ALL, "</organizations>",
     ('<organization identifier="o2"><title>Two</title><item identifier="i2" identifierref="shared"><title>T</title>'
     "</item></organization></organizations>"), "P032 P035"),
    ("a manifest in the manifest", ALL, "</manifest>",
     '<manifest identifier="n"><organizations/><resources/></manifest></manifest>', "P032"),
    ("an organization has items", ALL, "</organizations>",
     '<organization identifier="o2"><title>Two</title></organization></organizations>', "P032 P034"),
    ("an organization", ALL, '<organizations default="o">', '<organizations default="o"/><organizations>', "P026 P031"),
    ("well-formed", ALL, "</title>", "", "P021"),
    ("no document type", ALL, "<manifest", "<!DOCTYPE manifest><manifest", "P022"),
    ("the namespace of SCORM", ALL, ' xmlns="http://www.ims', ' xmlns="http://www.imz', "P024"),
    ("control files of the manifest", FIRST, "", "", "P027", [], ["imscp_rootv1p1p2.xsd"]),
    ("control files of adlcp", FIRST, "", "", "P027", [], ["adlcp_rootv1p2.xsd"]),
    ("control files of xml", FIRST, "", "", "P027", [], ["ims_xml.xsd"]),
    *(
        (f"control file {name}", SECOND, "", "", "P027", [], [name])
        for name in ("imscp_v1p1.xsd", "adlcp_v1p3.xsd", "adlseq_v1p3.xsd", "adlnav_v1p3.xsd", "imsss_v1p0.xsd",
                     "imsss_v1p0util.xsd", "xml.xsd", "XMLSchema.dtd", "datatypes.dtd")
    ),
    ("a schemaLocation for what is used", SECOND, "http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd", "", "P027"),
    ("schemaLocation in pairs", ALL, '.xsd"', '.xsd more"', "P027"),
    ("metadata files are there", ALL, "</schemaversion>",
     "</schemaversion><adlcp:location>meta.xml</adlcp:location>", "P036"),
    ("metadata files are XML", ALL, "</schemaversion>",
     "</schemaversion><adlcp:location>meta.xml</adlcp:location>", "P028", ["meta.xml"], []),
    # items of 1.2
    ("prerequisites name items", FIRST, ">lesson<", ">lessen<", "P045"),
    ("prerequisites name their language", FIRST, ' type="aicc_script"', "", "P045"),
    ("a time span", FIRST, "0001:30:00", "90 minutes", "P045"),
    ("a mastery score", FIRST, ">80<", ">80 %<", "P045"),
    ("a mastery score to 100", FIRST, ">80<", ">120<", "P045"),
    ("vocabulary of timelimitaction", FIRST, "exit,message", "leave", "P026"),
    ("datafromlms fits", FIRST, ">x<", f">{'x' * 256}<", "P026"),
    ("SCO settings on SCOs only", FIRST, "</item>\n      </item>",
     "</item><adlcp:masteryscore>80</adlcp:masteryscore></item>", "P044"),
    # items and sequencing of 2004
    ("vocabulary of timeLimitAction", SECOND, "exit,message", "leave", "P026"),
    ("vocabulary of hideLMSUI", SECOND, ">continue<", ">next<", "P026"),
    ("vocabulary of conditions", SECOND, 'condition="satisfied"', 'condition="passed"', "P026"),
    ("vocabulary of actions", SECOND, 'action="disabled"', 'action="lock"', "P026"),
    ("measures in range", SECOND, ">0.8<", ">80<", "P026"),
    ("thresholds in range", LAST, 'minProgressMeasure="1"', 'minProgressMeasure="100"', "P026"),
    ("thresholds as attributes in the 4th", LAST, THRESHOLD, "<adlcp:completionThreshold>1</adlcp:completionThreshold>",
     "P048"),
    ("thresholds as text in the 3rd", ("scorm2004-3rd",), "<adlcp:completionThreshold>1</adlcp:completionThreshold>",
     THRESHOLD, "P026"),
    ("dataFromLMS on SCOs only", SECOND, "</item>\n      </item>",
     "</item><adlcp:dataFromLMS>x</adlcp:dataFromLMS></item>", "P044"),
    ("timeLimitAction on SCOs only", SECOND, "</item>\n      </item>",
     "</item><adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction></item>", "P044"),
    ("presentation on items with a resource", SECOND, "</item>\n      </item>",
     "</item><adlnav:presentation/></item>", "P044"),
    ("one primary objective", SECOND, '<imsss:objective objectiveID="before">',
     '<imsss:primaryObjective objectiveID="two"/><imsss:objective objectiveID="before">', "P026"),
    ("mapped objectives have a name", SECOND, ' objectiveID="done"', "", "P043"),
    ("names of objectives are not blank", SECOND, 'objectiveID="score"', 'objectiveID=" "', "P043"),
    ("names of objectives are unique", SECOND, 'objectiveID="score"', 'objectiveID="before"', "P043"),
    ("conditions name objectives", SECOND, 'referencedObjective="before"', 'referencedObjective="after"', "P043"),
    ("one objective writes to a shared one", SECOND, '<imsss:mapInfo targetObjectiveID="urn:lesson"/>',
     ('<imsss:mapInfo targetObjectiveID="urn:x" writeSatisfiedStatus="true"/></imsss:objective>'
     '<imsss:objective objectiveID="more"><imsss:mapInfo targetObjectiveID="urn:x" writeSatisfiedStatus="true"/>'),
     "P043"),
    ("an objective reads from one shared one", SECOND, '<imsss:mapInfo targetObjectiveID="urn:lesson"/>',
     '<imsss:mapInfo targetObjectiveID="urn:lesson"/><imsss:mapInfo targetObjectiveID="urn:x"/>', "P043"),
    ("shared objectives stay in the course", SECOND, ' adlseq:objectivesGlobalToSystem="false"', "", "P047"),
    ("SCOs set their own status", SECOND, ' completionSetByContent="true"', "", "P046"),
    ("truth in figures", SECOND, 'completionSetByContent="true"', 'completionSetByContent="1"', ""),
    ("time limits of attempts", SECOND, 'attemptLimit="2"', 'attemptLimit="2" attemptAbsoluteDurationLimit="PT1H"',
     "P048"),
    ("auxiliaryResources", SECOND, '<imsss:limitConditions attemptLimit="2"/>',
     ('<imsss:limitConditions attemptLimit="2"/><imsss:auxiliaryResources><imsss:auxiliaryResource '
     'auxiliaryResourceID="x" purpose="y"/></imsss:auxiliaryResources>'), "P048"),
    ("a primary objective", SECOND, PRIMARY, "", "P026"),
    ("sequencing that is kept elsewhere", SECOND, "</item>\n      </item>",
     '</item><imsss:sequencing IDRef="kept"/></item>', "P049"),
]  # fmt: skip


@dataclass(frozen=True)
class InMemory:
    """Contents of a package as a dictionary."""

    files: dict[str, bytes]
    shown: str = "package.zip"
    paths: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "paths", tuple(self.files))

    def read(self, path: str, limit: int) -> bytes | None:
        data = self.files[path]
        return data if len(data) <= limit else None


def check(
    edition: str, manifest: str, add: list[str] | None = None, without: list[str] | None = None
) -> list[Diagnostic]:
    controls = [file.name for file in resources.schemas(edition).iterdir()]
    names = [*FILES, *controls, *(add or [])]
    files = {name: b"" for name in names if name not in (without or [])}
    report = Report()
    verify(InMemory(files | {"imsmanifest.xml": manifest.encode()}), report)
    return list(report.diagnostics)


@pytest.mark.parametrize("edition", ALL)
def test_the_valid_manifests_are_valid(edition: str) -> None:
    assert check(edition, VALID[edition]) == []


@pytest.mark.parametrize(
    ("row", "edition"),
    [pytest.param(row, edition, id=f"{row[0]}-{edition}") for row in ROWS for edition in row[1]],
)
def test_rule(row: tuple, edition: str) -> None:
    _, _, written, instead, codes, *files = row
    assert written in VALID[edition], "the row does not fit the manifest"
    manifest = VALID[edition].replace(written, instead, 1) if written else VALID[edition]
    found = check(edition, manifest, *files)
    assert {one.code.id for one in found} == set(codes.split()), [(one.code.id, one.message) for one in found]
