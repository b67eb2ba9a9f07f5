/* Around the page: the bar with progress and saving sign, the contents, reading settings, the way on and the way out. */
(function (elearn) {
  "use strict";
  var shell = (elearn.shell = {});
  var open = null; // {panel, back}
  var SIZES = ["0.9", "1", "1.15", "1.3"];

  // --- settings that stay in this browser ---

  function setting(name, value) {
    return elearn.keep("elearn-" + name, value);
  }

  function look() {
    var root = document.documentElement;
    root.setAttribute("data-theme", setting("theme") || "auto");
    root.style.setProperty("--size", setting("size") || "1");
  }

  // --- panels that lie over the page ---

  function close() {
    if (!open) return;
    open.panel.remove();
    document.body.classList.remove("covered");
    document.body.removeAttribute("data-cover");
    setHidden(false);
    if (open.back && open.back.focus) open.back.focus();
    open = null;
  }
  shell.close = close;

  function setHidden(hidden) {
    elearn.all("body > header, body > main, body > footer").forEach(function (part) {
      if (hidden) part.setAttribute("aria-hidden", "true");
      else part.removeAttribute("aria-hidden");
    });
  }

  function cover(title, content, back, name) {
    close();
    var panel = elearn.el("div.panel", { role: "dialog", "aria-modal": "true", "aria-label": title },
      elearn.el("div.panel-head", {}, elearn.el("h2", { tabindex: "-1" }, title), elearn.shut(close)), content);
    panel.addEventListener("keydown", function (event) {
      if (event.key === "Escape") close();
      if (event.key === "Tab") trap(panel, event);
    });
    var wrap = elearn.el("div.cover", { click: function (event) { if (event.target === wrap) close(); } }, panel);
    document.body.appendChild(wrap);
    document.body.classList.add("covered");
    if (name) document.body.setAttribute("data-cover", name); // for printing
    setHidden(true);
    open = { panel: wrap, back: back };
    panel.querySelector("h2").focus();
  }
  shell.cover = cover;

  /** Keep the focus inside a panel. */
  function trap(panel, event) {
    var fields = elearn.all("a[href], button:not([disabled]), select, input, textarea", panel);
    var first = fields[0];
    var last = fields[fields.length - 1];
    if (event.shiftKey && (document.activeElement === first || document.activeElement.tagName === "H2")) {
      event.preventDefault();
      last.focus();
    } else if (!event.shiftKey && document.activeElement === last) {
      event.preventDefault();
      first.focus();
    }
  }

  /** A short message at the foot of the page, with something to do about it if there is. */
  elearn.message = function (text, action) {
    var old = document.querySelector(".toast");
    if (old) old.remove();
    var toast = elearn.el("div.toast", { role: "status" }, elearn.el("span", {}, text));
    function away() {
      toast.remove();
    }
    if (action) {
      toast.appendChild(elearn.button("second", action.label, function () {
        away();
        action.act();
      }));
    } else setTimeout(away, 8000);
    toast.appendChild(elearn.shut(away));
    document.body.appendChild(toast);
  };

  // --- contents ---

  function entry(page) {
    var locked = elearn.pages.lockedBy(page);
    var done = elearn.pages.done(page);
    var here = elearn.pages.current === page;
    var words = done ? elearn.t("done") : locked ? elearn.t("locked_short") : "";
    var inner = [
      elearn.el("span.state", {}, done ? elearn.mark("right") : locked ? elearn.mark("lock") : null),
      elearn.el("span.name", {}, page.title),
      page.minutes ? elearn.el("span.minutes", {}, elearn.t("minutes", page.minutes)) : null,
      words ? elearn.el("span.quiet", {}, words) : null
    ];
    var link = elearn.el("a.entry" + (done ? ".is-done" : "") + (locked ? ".is-locked" : ""), {
      href: page.id + ".html",
      "aria-current": here ? "page" : null,
      "aria-disabled": locked ? "true" : null,
      click: function (event) {
        event.preventDefault();
        event.stopPropagation();
        if (!locked) close();
        elearn.pages.show(page.id, { push: true });
      }
    });
    inner.forEach(function (part) { if (part) link.appendChild(part); });
    return elearn.el("li", {}, link);
  }

  /** Open the table of contents. */
  shell.contents = function (back) {
    var box = elearn.el("nav", { "aria-label": elearn.t("contents") });
    var list = null;
    var module = null;
    elearn.session.pages.concat(extras()).forEach(function (page) {
      if (!list || page.module !== module) {
        module = page.module;
        if (module) box.appendChild(elearn.el("h3", {}, module));
        list = elearn.el("ol.entries-list", {});
        box.appendChild(list);
      }
      list.appendChild(entry(page));
    });
    if (elearn.course.certificate && elearn.session.atGoal()) {
      box.appendChild(elearn.el("div.steps-row", {}, elearn.button("second", elearn.t("certificate"), function () {
        elearn.parts.open("certificate", back);
      })));
    }
    cover(elearn.t("contents"), box, back);
  };

  /** Pages that belong to no lesson: glossary, cards. */
  function extras() {
    return elearn.course.pages.filter(function (page) {
      return page.kind !== "lesson" && page.kind !== "exam";
    });
  }

  // --- settings ---

  function choice(name, label, values, current, act) {
    var group = elearn.el("fieldset.choices", {}, elearn.el("legend", {}, label));
    values.forEach(function (value) {
      var field = elearn.el("input", { type: "radio", name: name, id: name + value[0], checked: value[0] === current });
      field.addEventListener("change", function () { act(value[0]); });
      group.appendChild(elearn.el("span.choice-pill", {}, field, elearn.el("label", { for: name + value[0] }, value[1])));
    });
    return group;
  }

  function settings(back) {
    var box = elearn.el("div", {},
      choice("size", elearn.t("text_size"), SIZES.map(function (size, index) {
        return [size, elearn.t("size_" + index)];
      }), setting("size") || "1", function (value) { setting("size", value); look(); }),
      choice("theme", elearn.t("colours"), [["auto", elearn.t("as_device")], ["light", elearn.t("light")], ["dark", elearn.t("dark")]],
        setting("theme") || "auto", function (value) { setting("theme", value); look(); }),
      elearn.button("second", elearn.t("print"), function () {
        close();
        window.print();
      }));
    cover(elearn.t("settings"), box, back);
  }

  // --- bar and foot ---

  /** A button in the bar; its word is seen where there is room, or only told. */
  function tool(mark, word, seen, act) {
    return elearn.el("button.plain.bar-button" + (mark === "leave" ? ".leave" : ""), {
      "aria-label": seen ? null : elearn.t(word),
      click: function (event) { act(event.currentTarget); }
    }, elearn.mark(mark), seen ? elearn.el("span.bar-word", {}, elearn.t(word)) : null);
  }

  shell.build = function () {
    look();
    var bar = document.querySelector(".bar");
    var course = elearn.course;
    var menu = tool("menu", "contents", true, shell.contents);
    var tools = tool("text", "settings", false, settings);
    var seek = tool("search", "search", false, function (button) { elearn.parts.open("search", button); });
    var sign = elearn.el("p.save-sign", { role: "status", "aria-live": "polite" });
    var share = elearn.el("p.progress-word", {});
    var line = elearn.el("div.progress-line", { "aria-hidden": "true" }, elearn.el("span", {}));
    var old = bar.querySelector(".bar-contents");
    if (old) old.remove();
    bar.insertBefore(menu, bar.firstChild);
    [sign, share, seek, tools].forEach(function (part) { bar.appendChild(part); });
    if (elearn.session.tracked && elearn.driver.name !== "web") {
      bar.appendChild(tool("leave", "leave", true, function () { leave(""); }));
    }
    bar.appendChild(line);
    function update() {
      var session = elearn.session;
      var lessons = session.lessons().length;
      line.firstChild.style.width = session.progress() * 100 + "%";
      say(share, lessons > 1 ? elearn.t("progress", lessons - session.left().length, lessons) : "");
      var word = session.sign === "unsaved" ? elearn.t("not_saved") : "";
      say(sign, word);
      sign.hidden = !word;
      pager();
    }
    function say(element, text) {
      if (element.textContent !== text) element.textContent = text; // else the page would be laid out anew for nothing
    }
    elearn.session.watch(update);
    elearn.pages.enhance(update);
    if (!elearn.session.tracked) note(elearn.t(course.web ? "not_kept" : "not_tracked"));
    else if (!elearn.session.credit) note(elearn.t("review_mode"));
    news();
  };

  /** What has changed in the course since the learner was here, until it is put away. */
  function news() {
    var changes = elearn.session.news;
    if (!changes.length) return;
    var list = elearn.el("ul", {});
    changes.forEach(function (change) {
      var item = elearn.el("li", {}, change.text);
      change.lessons.map(elearn.pages.find).filter(Boolean).forEach(function (page) {
        item.appendChild(document.createTextNode(" "));
        item.appendChild(elearn.el("a", { href: page.id + ".html" }, page.title));
      });
      list.appendChild(item);
    });
    var place = document.querySelector("body > main");
    var box = elearn.el("section.strip.news", { "aria-labelledby": "news" },
      elearn.el("h2", { id: "news" }, elearn.t("news")), list,
      elearn.button("second", elearn.t("news_read"), function () { box.remove(); }));
    place.parentNode.insertBefore(box, place);
  }

  function note(text) {
    var place = document.querySelector("body > main");
    place.parentNode.insertBefore(elearn.el("p.strip", { role: "status" }, text), place);
  }

  /** The way on, under the page. */
  function pager() {
    var box = document.querySelector(".pager");
    var page = elearn.pages.current;
    if (!box || !page) return;
    var before = elearn.pages.beside(-1);
    var after = elearn.pages.beside(1);
    var state = JSON.stringify([page.id, after && after.id, !!(after && elearn.pages.lockedBy(after)), elearn.session.state.completed]);
    if (box.getAttribute("data-state") === state) return;
    box.setAttribute("data-state", state);
    box.textContent = "";
    if (before) {
      box.appendChild(elearn.button("second.go-back", elearn.t("back"), function () {
        elearn.pages.show(before.id, { push: true });
      }));
    }
    if (after) {
      box.appendChild(elearn.el("button.main.go-on", { click: elearn.pages.next },
        elearn.el("span.go-word", {}, elearn.t("next")), elearn.el("span.go-title", {}, after.title)));
    } else if (page.kind === "lesson") {
      box.appendChild(elearn.button("main.go-on", elearn.t("finish"), finishCourse));
    }
  }

  function finishCourse() {
    elearn.pages.next();
    if (elearn.session.tracked && elearn.driver.name !== "web") return leave(elearn.course.units > 1 ? "continue" : "");
    elearn.message(elearn.t(elearn.session.state.completed ? "course_done" : "course_not_done"));
  }

  // --- leaving ---

  /** Save, then go; a moment after the tap, because some LMSs only queue what is sent during one. */
  function leave(navigation) {
    function go() { gone(navigation); }
    setTimeout(function () {
      if (elearn.session.save()) go();
      else elearn.message(elearn.t("leave_unsaved"), { label: elearn.t("leave_anyway"), act: go });
    }, 0);
  }

  /** End the session and say so. `navigation`: what a SCORM 2004 LMS should do next, if not what fits the state. */
  function gone(navigation) {
    var state = elearn.session.state;
    var over = elearn.course.units === 1 && state.completed && (!elearn.course.hasExam || state.passed);
    var handedIn = elearn.oneHandIn && state.exam && state.exam.handedIn;
    var saved = elearn.session.finish(navigation || (handedIn ? "exit" : over ? "exitAll" : "suspendAll"));
    close();
    document.body.className = "left";
    var main = document.querySelector("main");
    main.textContent = "";
    elearn.all(".bar, .pager, .strip, .toast").forEach(function (part) { part.remove(); });
    main.appendChild(elearn.el("div.goodbye", {},
      elearn.mark(saved ? "right" : "caution"),
      elearn.el("h1", { tabindex: "-1" }, elearn.t(saved ? "left_saved" : "left_unsaved")),
      elearn.el("p", {}, elearn.t("left_close"))));
    main.querySelector("h1").focus();
    try {
      if (window === window.top && window.opener) window.close();
    } catch (problem) {
      return;
    }
  }
})(window.elearn);
