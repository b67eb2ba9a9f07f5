/* document: a paper on a desk. The learner marks what is wrong on it, says why, and decides.
 *
 * A response is a list: for each field 0 (not marked), 1 (marked, no reason yet) or the index of a reason plus 2; then
 * the index of the decision, or -1. */
(function (elearn) {
  "use strict";
  var SIZES = [1, 1.5, 2, 3, 4]; // 1: the whole paper
  var LEGIBLE = 10; // pixels; smaller words are looked at, not read
  var LETTERS = "abcdefghijklmnopqrstuvwxyz";

  function fields(element) {
    return elearn.all(".field", element);
  }

  function decisions(element) {
    return elearn.all(".decisions .option", element);
  }

  function box(row) {
    return row.querySelector("input");
  }

  function select(field) {
    return field.querySelector("select");
  }

  function reasons(element) {
    return elearn.all(".reasons li", element).map(function (item) { return item.textContent; });
  }

  /** The index of what is wrong with a field; -1: nothing. */
  function fault(field) {
    return field.hasAttribute("data-reason") ? Number(field.getAttribute("data-reason")) : -1;
  }

  function isRight(decision) {
    return decision.hasAttribute("data-right");
  }

  /** What the paper and the list show while one answers. */
  function tick(element) {
    elearn.regions.tick(element);
    fields(element).forEach(function (field) { field.querySelector(".reason").hidden = !box(field).checked; });
  }

  /** The native list of reasons below a field. */
  function ask(field, words) {
    var id = box(field).id + "-reason";
    var list = elearn.el("select", { id: id }, elearn.el("option", { value: "" }, elearn.t("choose_reason")));
    words.forEach(function (word, index) { list.appendChild(elearn.el("option", { value: index }, word)); });
    field.insertBefore(elearn.el("p.reason", { hidden: true },
      elearn.el("label", { for: id }, elearn.t("document_why"), elearn.el("span.quiet", {}, " " + name(field))), list),
      field.querySelector(".said"));
    elearn.picker(list);
  }

  function name(field) {
    return field.querySelector("label").textContent;
  }

  // --- the desk ---

  function desk(element) {
    var frame = element.querySelector(".desk");
    var sheet = frame.querySelector(".sheet");
    var size = 0;
    var sign = elearn.el("output.desk-size", {});
    var less = tool("−", "zoom_out", function () { zoom(size - 1); });
    var more = tool("+", "zoom_in", function () { zoom(size + 1); });
    var whole = elearn.el("button.tool", { click: function () { zoom(0); } }, elearn.t("zoom_whole"));
    var move = elearn.el("p.desk-move", {}, elearn.t("desk_move"));
    var tools = elearn.el("div.desk-tools", { role: "group", "aria-label": elearn.t("zoom") }, less, sign, more, whole, move);
    frame.parentNode.insertBefore(elearn.el("div.desk-side", {}, tools), frame).appendChild(frame);
    frame.setAttribute("tabindex", "0");
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", elearn.t("desk"));
    frame.addEventListener("keydown", function (event) {
      var step = { "+": 1, "=": 1, "-": -1, 0: -size }[event.key];
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      zoom(size + step);
    });
    fields(element).forEach(function (field, index) {
      field.addEventListener("focusin", function () { bring(elearn.all(".region", sheet)[index]); });
    });
    drag(frame);
    say();
    var opened = false;
    elearn.regions.watch(element, function () {
      if (opened || !sheet.offsetWidth) return;
      opened = true;
      zoom(legible());
      frame.scrollTop = 0;
      frame.scrollLeft = elearn.regions.fromRight(element) ? frame.scrollWidth : 0;
    });

    /** The first size at which all but a tenth of the paper's words can be read, or a photograph is 600 pixels wide. */
    function legible() {
      var svg = sheet.querySelector("svg");
      var words = elearn.all("text", sheet).map(function (text) { return parseFloat(getComputedStyle(text).fontSize); })
        .sort(function (one, other) { return one - other; });
      var smallest = words[Math.floor(words.length / 10)];
      var wanted = smallest ? LEGIBLE / smallest * svg.viewBox.baseVal.width : 600;
      var found = SIZES.find(function (one) { return sheet.offsetWidth * one >= wanted; });
      return found ? SIZES.indexOf(found) : SIZES.length - 1;
    }

    function tool(sign, word, act) {
      return elearn.el("button.tool", { "aria-label": elearn.t(word), click: act }, sign);
    }

    function say() {
      sign.textContent = elearn.t("percent", SIZES[size] * 100);
      less.disabled = whole.disabled = size === 0;
      more.disabled = size === SIZES.length - 1;
      frame.classList.toggle("is-large", size > 0);
      move.style.visibility = size ? "" : "hidden";
    }

    /** Change the size; what was in the middle stays there. */
    function zoom(to) {
      to = Math.max(0, Math.min(SIZES.length - 1, to));
      var ratio = SIZES[to] / SIZES[size];
      var x = (frame.scrollLeft + frame.clientWidth / 2) * ratio;
      var y = (frame.scrollTop + frame.clientHeight / 2) * ratio;
      size = to;
      sheet.style.setProperty("--zoom", SIZES[size]);
      frame.scrollLeft = x - frame.clientWidth / 2;
      frame.scrollTop = y - frame.clientHeight / 2;
      say();
    }

    /** Move the paper until a region is in the middle of the desk. */
    function bring(region) {
      frame.scrollLeft = region.offsetLeft - frame.clientWidth / 2;
      frame.scrollTop = region.offsetTop - frame.clientHeight / 2;
    }
  }

  /** A mouse drags the paper; fingers scroll it natively. */
  function drag(frame) {
    var from = null;
    var moved = false;
    frame.addEventListener("pointerdown", function (event) {
      moved = false;
      if (event.pointerType !== "mouse" || event.button) return;
      from = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
    });
    frame.addEventListener("pointermove", function (event) {
      if (!from) return;
      if (!(event.buttons & 1)) {
        from = null;
        return;
      }
      var x = event.clientX - from.x;
      var y = event.clientY - from.y;
      if (!moved && Math.abs(x) + Math.abs(y) < 6) return;
      moved = true;
      frame.classList.add("is-held");
      frame.scrollLeft = from.left - x;
      frame.scrollTop = from.top - y;
    });
    ["pointerup", "pointercancel", "pointerleave"].forEach(function (name) {
      frame.addEventListener(name, function () {
        from = null;
        frame.classList.remove("is-held");
      });
    });
    frame.addEventListener("click", function (event) { // the end of a drag marks nothing
      if (moved) event.preventDefault();
      moved = false;
    }, true);
    frame.addEventListener("dragstart", function (event) { event.preventDefault(); });
  }

  // --- judging ---

  function judge(element, response) {
    var sum = { faults: 0, found: 0, reasons: 0, alarms: 0, decided: false };
    fields(element).forEach(function (field, index) {
      var wanted = fault(field);
      var given = response[index] || 0;
      if (wanted >= 0) sum.faults++;
      if (given && wanted >= 0) sum.found++;
      if (given && wanted < 0) sum.alarms++;
      if (wanted >= 0 && given === wanted + 2) sum.reasons++;
    });
    var chosen = decisions(element)[response[fields(element).length]];
    sum.decided = !!chosen && isRight(chosen);
    return sum;
  }

  function line(row, word, kind) {
    var place = row.querySelector(".field-word");
    if (!place) row.insertBefore((place = elearn.el("p.field-word", {})), row.querySelector(".said"));
    place.textContent = "";
    if (!word) return;
    place.appendChild(elearn.mark(kind));
    place.appendChild(document.createTextNode(word));
  }

  function tell(row, told, folded) {
    var said = row.querySelector(".said");
    if (!said) return;
    said.open = !folded;
    said.classList.toggle("told", told);
    said.classList.toggle("folded", !!folded);
  }

  /** What is said about a field: [its colour, mark, words, what its region shows if that differs]. */
  function verdict(field, given, all, words) {
    var wanted = fault(field);
    if (given && wanted < 0) return ["wrong", "wrong", elearn.t("document_alarm")];
    if (given && given === wanted + 2) return ["right", "right", elearn.t("document_found")];
    var why = all && wanted >= 0 ? " " + words[wanted] + "." : "";
    if (given) return ["missed", "partly", given > 1 ? elearn.t("document_other") + why : why, "right"];
    if (all && wanted >= 0) return ["missed", "caution", elearn.t("document_missed") + why];
    return ["", "", ""];
  }

  elearn.kinds.document = {
    prepare: function (element) {
      var words = reasons(element);
      fields(element).forEach(function (field) { ask(field, words); });
      elearn.regions.tie(element);
      element.addEventListener("change", function () { tick(element); });
      desk(element);
    },

    read: function (element) {
      var chosen = decisions(element).map(function (one) { return box(one).checked; }).indexOf(true);
      var marks = fields(element).map(function (field) {
        var reason = select(field).value;
        return !box(field).checked ? 0 : reason === "" ? 1 : Number(reason) + 2;
      });
      return chosen >= 0 || marks.some(Boolean) ? marks.concat(chosen) : null;
    },

    /** What is still to be done, in words. */
    missing: function (element, response) {
      if (response.indexOf(1) >= 0 && response.indexOf(1) < response.length - 1) return elearn.t("document_ask_why");
      return response[response.length - 1] < 0 ? elearn.t("document_ask_decision") : "";
    },

    write: function (element, response) {
      fields(element).forEach(function (field, index) {
        box(field).checked = response[index] > 0;
        elearn.pick(select(field), response[index] > 1 ? response[index] - 2 : "");
      });
      decisions(element).forEach(function (one, index) { box(one).checked = index === response[response.length - 1]; });
      tick(element);
    },

    /** A third each for what was marked (a wrong mark takes a right one off), for the reasons, and for the decision; if
     * nothing is wrong, the decision alone counts, and wrong marks take off from it. */
    grade: function (element, response) {
      var sum = judge(element, response);
      var score = sum.faults
        ? (Math.max(0, sum.found - sum.alarms) / sum.faults + sum.reasons / sum.faults + (sum.decided ? 1 : 0)) / 3
        : sum.decided ? 1 - sum.alarms / fields(element).length : 0;
      if (score > 1 - 1e-9) return { result: "right", score: 1 };
      return { result: score > 0 ? "partly" : "wrong", score: score };
    },

    keep: function (element, response) {
      var kept = fields(element).map(function (field, index) {
        var given = response[index];
        return !given || fault(field) < 0 ? 0 : given === fault(field) + 2 ? given : 1;
      });
      var chosen = decisions(element)[response[kept.length]];
      return kept.concat(chosen && isRight(chosen) ? response[kept.length] : -1);
    },

    /** Each mark with its reason, then the decision; short: letter and number, `b2,e1,detain`. */
    interaction: function (element, response) {
      var all = fields(element);
      var words = elearn.all(".reasons li", element);
      function named(row, short) {
        return row ? { short: short, name: row.getAttribute("data-name") } : null;
      }
      function steps(reason, decision) {
        var marks = all.map(function (field, index) {
          var given = reason(field, index);
          return given && [named(field, LETTERS[index]), named(words[given - 2], String(given - 1))];
        });
        return marks.concat([decision && [
          { short: "", name: "decision" },
          named(decision, decision.getAttribute("data-name"))
        ]]).filter(Boolean);
      }
      return {
        type: "performance",
        learner: response && steps(function (_, index) { return response[index]; }, decisions(element)[response[all.length]]),
        correct: [steps(function (field) { return fault(field) < 0 ? 0 : fault(field) + 2; }, decisions(element).filter(isRight)[0])]
      };
    },

    pack: function (element, response, out) {
      var width = reasons(element).length.toString(2).length;
      fields(element).forEach(function (field, index) {
        out.put(response[index] ? 1 : 0, 1);
        if (response[index]) out.put(response[index] - 1, width);
      });
      out.put(response[response.length - 1] + 1, 2);
    },

    unpack: function (element, reader) {
      var width = reasons(element).length.toString(2).length;
      var marks = fields(element).map(function () { return reader.get(1) ? reader.get(width) + 1 : 0; });
      return marks.concat(reader.get(2) - 1);
    },

    show: function (element, response, all) {
      var words = reasons(element);
      elearn.regions.judge(element, fields(element).map(function (field, index) {
        var said = verdict(field, response[index] || 0, all, words);
        ["right", "wrong", "missed"].forEach(function (word) { field.classList.toggle("is-" + word, said[0] === word); });
        line(field, said[2], said[1]);
        tell(field, all || (said[0] !== "" && !said[3]), said[0] === ""); // not where another reason would be named
        return said[3] || said[0];
      }));
      decisions(element).forEach(function (one, index) {
        var chosen = response[fields(element).length] === index;
        one.classList.toggle("is-right", isRight(one) && (chosen || all));
        one.classList.toggle("is-wrong", !isRight(one) && chosen);
        line(one, "", "");
        tell(one, chosen || (all && isRight(one)));
        if (isRight(one) && (chosen || all)) line(one, elearn.rightWord(one.querySelector(".said")), "right");
        else if (chosen) line(one, elearn.t("is_wrong"), "wrong");
      });
      var sum = judge(element, response);
      var place = element.querySelector(".tally");
      if (!place) {
        place = elearn.el("p.tally", {});
        element.querySelector(".findings").appendChild(place);
      }
      place.textContent = [
        sum.faults ? elearn.t("document_sum", sum.found, sum.faults) : "",
        sum.found ? elearn.t("document_sum_reasons", sum.reasons, sum.found) : "",
        sum.alarms ? elearn.t("document_sum_alarms", sum.alarms) : ""
      ].filter(Boolean).join(" ");
    },

    clear: function (element) {
      elearn.regions.judge(element, []);
      fields(element).concat(decisions(element)).forEach(function (row) {
        row.classList.remove("is-right", "is-wrong", "is-missed");
        line(row, "", "");
        tell(row, false);
      });
      var place = element.querySelector(".tally");
      if (place) place.textContent = "";
      tick(element);
    }
  };
})(window.elearn);
