/* Puts the page together: what is chosen in the bar, the columns, the buttons of the LMS, and the news of each build. */
(() => {
  "use strict";
  const { preview } = window;
  const { el, find, stage, lms, remember, remembered } = preview;

  let launches = []; // what an LMS launches of the package that is chosen
  let edition = "";
  const PATIENCE = 400; // milliseconds of building that nobody need be told of
  let news = null;
  let handled = 0; // the last build that has been taken up
  let work = Promise.resolve(); // changes of the frame, one after the other
  let waiting = false; // a change waits for the connection

  // --- showing ---

  const own = () => preview.state.kind === "course";
  const keeps = () => find("keep").checked;

  const launchFor = (page) => launches.find((one) => one.path === `${page}.html`) || launches[0];

  /** Show a page, in what is launched or by launching what it is in; and the place of a finding on it. */
  function show(page, finding = null) {
    if (finding) stage.point(finding);
    if (stage.show(page)) return;
    const launch = launchFor(page);
    if (launch) open(launch, { page });
  }

  async function open(launch, how = {}) {
    find("over").hidden = true;
    preview.tab.set("launch", launch.item);
    await stage.launch(launch, edition, how);
    draw();
  }

  /** What an LMS would launch of the package as it is now; false when there is nothing. */
  async function read() {
    const { target, language } = stage.chosen;
    const told = await preview.ask(`launches/${target}/${language}`);
    launches = (told && told.launches) || [];
    edition = (told && told.edition) || "";
    const name = {
      scorm12: "SCORM 1.2",
      "scorm2004-3rd": "SCORM 2004 3rd edition",
      "scorm2004-4th": "SCORM 2004 4th edition"
    };
    find("lms-title").textContent = name[edition] ? `LMS, ${name[edition]}` : "No LMS";
    return launches.length > 0;
  }

  /** Play what is chosen from the beginning. */
  async function start(page = stage.page) {
    stage.close();
    const there = await read();
    preview.instead(!there);
    if (!there) return;
    const before = launches.find((one) => one.item === preview.tab.get("launch"));
    await open(page ? launchFor(page) : before || launches[0], { page });
  }

  /** Bring the frame up to date with the last whole build. */
  async function update() {
    if (!news.shown) return void preview.instead(true);
    stage.number = news.shown;
    if (!stage.current) return void (await start());
    if (stage.current.number === news.shown) return;
    if (stage.chosen.line === "cut") return void (waiting = true);
    const same = news.whole && stage.current.number === news.since && !news.everywhere;
    if (same && !news.changed.length) return void (stage.current.number = news.shown);
    if (same && keeps() && (await stage.swap(news.changed, news.shown))) return;
    const place = stage.place();
    const { item } = stage.current.launch;
    if (!(await read())) return;
    const launch = launches.find((one) => one.item === item) || launchFor(place.page);
    lms.note("The course has changed and is launched again.");
    await open(launch, { ...place, beside: true, resume: keeps(), fresh: !keeps() });
  }

  function draw() {
    const { state } = preview;
    find("title").textContent = state.title;
    if (own()) preview.drawPages(find("pages"), state, show);
    else drawLaunches();
    preview.drawFindings(find("findings"), state, show);
    if (!find("overview").hidden) preview.drawOverview(find("overview"), state, show);
    preview.summary(news);
    preview.banner(news, waiting);
    turned();
  }

  /** The SCOs and assets of a package of whatever tool. */
  function drawLaunches() {
    const chosen = stage.current && stage.current.launch.item;
    preview.fill(
      find("pages"),
      el(
        "ul",
        {},
        launches.map((one) => {
          const record = lms.record(`${edition === "scorm12" ? "1.2" : "2004"}:${one.item}`);
          const known = record && preview.readRecord(record.cmi, edition === "scorm12");
          const about = !one.sco
            ? "asset, no API"
            : known
              ? [known.completion, known.success !== "unknown" && known.success].filter(Boolean).join(", ")
              : "SCO, not attempted";
          return el(
            "li",
            {},
            el(
              "button.page",
              { type: "button", "aria-current": one.item === chosen ? "page" : null, click: () => open(one) },
              el("span.page-title", {}, one.title || one.item),
              el("span.page-about", {}, about)
            )
          );
        })
      )
    );
  }

  /** Another page is open. */
  function turned() {
    const page = preview.state.pages.find((one) => one.id === stage.page);
    find("place").replaceChildren(
      ...(page
        ? [el("b", {}, page.title || page.id), el("code", {}, page.file)]
        : [stage.current ? stage.current.launch.title : ""])
    );
    find("edit").hidden = !page;
    if (own()) preview.markPage(find("pages"), stage.page);
  }
  stage.turned = turned;

  find("edit").addEventListener("click", async () => {
    const { state } = preview;
    const page = state.pages.find((one) => one.id === stage.page);
    if (!page) return;
    if (!state.editor)
      window.location.href = `vscode://file${encodeURI(`${state.folder.startsWith("/") ? "" : "/"}${state.folder}/${page.file}`.replace(/\\/g, "/"))}`;
    else
      preview.toast(
        (await preview.send("open", { path: page.file, line: 1, col: 1 })) || `${page.file} is open in ${state.editor}.`
      );
  });

  // --- the LMS ---

  let drawing = false;
  lms.changed = () => {
    if (drawing) return;
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      drawLms();
    });
  };

  function drawLms() {
    const { asked, calls, learner } = lms;
    if (!find("record").hidden) preview.drawRecord(find("record"));
    if (!find("calls").hidden) preview.drawCalls(false);
    if (!find("answers").hidden) preview.drawInteractions(find("answers"));
    const wrong = calls.filter((one) => one.wrong).length;
    find("errors").textContent = wrong || "";
    find("errors").className = "tally error";
    find("lms-who").textContent = learner ? learner.name : "";
    find("fail").textContent = asked.failing
      ? `${preview.count(asked.failing, "commit")} will fail`
      : "Fail next 3 commits";
    find("fail").setAttribute("aria-pressed", String(asked.failing > 0));
    find("cut").textContent = asked.cut ? "Connection is cut" : "Cut the connection";
    find("cut").setAttribute("aria-pressed", String(asked.cut));
    find("review").setAttribute("aria-pressed", String(asked.review));
    if (document.activeElement !== find("mastery")) find("mastery").value = asked.mastery;
    if (!own()) drawLaunches();
  }

  /** The learner goes and comes back, as far as the course lets them. */
  async function comeBack() {
    const launch = stage.current ? stage.current.launch : launches[0];
    stage.close();
    if (launch) await open(launch);
  }

  find("leave").addEventListener("click", comeBack);
  find("relaunch").addEventListener("click", comeBack);
  find("new-learner").addEventListener("click", () => {
    const launch = stage.current ? stage.current.launch : launches[0];
    stage.close();
    lms.newLearner();
    if (launch) open(launch);
  });
  find("fail").addEventListener("click", () => lms.ask({ failing: lms.asked.failing ? 0 : 3 }));
  find("cut").addEventListener("click", () => connect(lms.asked.cut ? "full" : "cut"));
  find("review").addEventListener("click", () => {
    lms.ask({ review: !lms.asked.review });
    comeBack();
  });
  find("mastery-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = find("mastery").value.replace("%", "").replace(",", ".").trim();
    if (text && !(Number(text) >= 0 && Number(text) <= 100))
      return preview.toast("The mastery score is a number from 0 to 100, or empty.");
    lms.ask({ mastery: text });
    comeBack();
  });

  lms.ended = (session, wish) => {
    const index = launches.findIndex((one) => one.item === session.launch.item);
    const choice = /^\{target=(.+)\}(choice|jump)$/.exec(wish);
    const next = choice
      ? launches.find((one) => one.item === choice[1])
      : launches[index + ({ continue: 1, previous: -1 }[wish] || NaN)];
    if (next) return open(next);
    find("over").hidden = false;
  };

  // --- the bar ---

  async function connect(line) {
    for (const field of document.querySelectorAll("[name=line]")) field.checked = field.value === line;
    await stage.connect(line);
    if (line === "cut" || !waiting) return;
    waiting = false;
    work = work.then(update).then(draw);
  }

  /** Targets and languages: what the course asks for comes first. */
  function choices() {
    const { state } = preview;
    const { chosen } = stage;
    const targets = state.targets.map((one) => one.name);
    const asked = state.asked || targets;
    const before = chosen.target || preview.tab.get("target");
    chosen.target = targets.includes(before) ? before : asked[0];
    const others = targets.filter((name) => !asked.includes(name));
    preview.select(
      "target",
      [...asked, ...others].map((name) => [name, asked.includes(name) ? name : `${name} (not asked for)`]),
      chosen.target,
      (name) => {
        chosen.target = name;
        start();
      }
    );
    const language = chosen.language === "-" ? preview.tab.get("language") : chosen.language;
    chosen.language = state.languages.includes(language) ? language : "-";
    preview.select(
      "language",
      [
        ["-", state.language ? `${preview.languageName(state.language)} (its own)` : "Its own"],
        ...state.languages.filter((tag) => tag !== state.language).map((tag) => [tag, preview.languageName(tag)])
      ],
      chosen.language,
      (tag) => {
        chosen.language = tag;
        start();
      }
    );
  }

  function build() {
    const { chosen } = stage;
    choices();
    chosen.theme = remembered("theme", "auto");
    chosen.device = remembered("device", "phone");
    preview.radios("theme", chosen.theme, stage.paint);
    preview.radios("device", chosen.device, (name) => {
      chosen.device = name;
      stage.fit();
    });
    preview.radios("line", "full", connect);
    find("keep").checked = remembered("keep", true);
    find("keep").addEventListener("change", () => remember("keep", keeps()));
    document.body.classList.toggle("package", !own());
    find("pages-title").textContent = own() ? "Pages" : "What an LMS launches";
  }

  // --- news ---

  async function refresh() {
    const state = await preview.ask("state");
    if (!state) return;
    const before = preview.state;
    preview.state = state;
    if (String([before.asked, before.language]) !== String([state.asked, state.language])) choices();
    draw();
    if (!stage.current) preview.instead(!find("instead").hidden);
  }

  function listen() {
    const events = new EventSource("events");
    events.onmessage = (event) => {
      news = JSON.parse(event.data);
      document.body.classList.remove("lost");
      if (news.busy) {
        setTimeout(() => news.busy && preview.summary(news), PATIENCE);
        return;
      }
      if (news.number === handled) {
        preview.summary(news);
        preview.banner(news, waiting);
        return;
      }
      handled = news.number;
      // The frame first: what the author has saved must be seen at once; lists come after it.
      work = work
        .then(update)
        .catch((problem) => console.error(problem))
        .then(refresh);
    };
    events.onerror = () => {
      document.body.classList.add("lost");
      preview.status("The preview has ended. Start it again: it prints a new address.", "error");
    };
  }

  async function begin() {
    preview.state = await preview.ask("state");
    if (!preview.state) return preview.status("The preview does not answer.", "error");
    lms.begin(preview.state.folder || preview.state.title);
    build();
    preview.column("left", 220, 760);
    preview.column("right", 300, 760);
    preview.tabs(find("left-tabs"), (panel) => {
      if (panel === "overview") preview.drawOverview(find("overview"), preview.state, show);
    });
    preview.tabs(find("right-tabs"), (panel) => {
      if (panel === "calls") preview.drawCalls(true);
      else lms.changed();
    });
    stage.fit();
    draw();
    document.documentElement.removeAttribute("data-loading");
    listen();
  }

  begin();
})();
