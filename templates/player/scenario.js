/* Scenarios: inspection cases that one goes through step by step. One step is shown at a time; after a choice its
 * consequence stands where the choices were; an ending shows the way that was taken and what would have been better.
 *
 * A way is a row of steps, each with its key (a hash of its identifier) and which of the choices that lead there was
 * made. It is remembered as the answer to a question that has the scenario's identifier; `tries` counts finished ways.
 * What an author has taken out since is passed over: one goes on at the last step that still exists.
 */
(function (elearn) {
  "use strict";
  var KEY = 14;
  var RESULTS = ["", "wrong", "partly", "right"];
  var OUTCOMES = { bad: "wrong", fair: "partly", good: "right" };
  var MOST_RUNS = 255;
  var REPORTED = 240; // characters of a way in reports: every standard takes 255

  function Scenario(box, page) {
    var self = this;
    this.box = box;
    this.page = page;
    this.most = Number(box.getAttribute("data-most"));
    this.longest = Number(box.getAttribute("data-longest"));
    this.steps = elearn.all(":scope > .step", box).map(function (element) { return new Step(element, self); });
    this.situation = box.querySelector(".situation");
    this.before = elearn.el("div", {});
    this.fold = elearn.el("button.second.so-far", {
      click: function () { self.unfold(self.situation.hidden); }
    }, elearn.t("scenario_way"));
    box.insertBefore(this.fold, this.situation);
    box.insertBefore(this.before, this.situation.nextSibling);
    elearn.all(".consequence", box).forEach(function (details) { details.open = true; }); // for printing
    this.restore();
    this.show(this.at(), false);
  }

  function Step(element, scenario) {
    var self = this;
    this.element = element;
    this.id = element.getAttribute("data-id");
    this.key = Number(element.getAttribute("data-key"));
    this.ending = element.classList.contains("is-ending");
    this.heading = element.querySelector("h2");
    this.choices = elearn.all(":scope > .ways > li", element).map(function (item) {
      var link = item.querySelector(".way");
      var choice = {
        step: self,
        to: item.getAttribute("data-to"),
        points: Number(item.getAttribute("data-points")),
        prospect: Number(item.getAttribute("data-prospect")),
        html: link.innerHTML,
        text: link.textContent.trim(),
        consequence: item.querySelector(".consequence > div")
      };
      var button = elearn.el("button.way", { click: function () { scenario.choose(choice); } });
      button.innerHTML = choice.html;
      item.replaceChild(button, link);
      return choice;
    });
  }

  Step.prototype.leading = function (to) {
    return this.choices.filter(function (choice) { return choice.to === to.id; });
  };

  Scenario.prototype = {
    // --- what is remembered ---

    restore: function () {
      var answer = elearn.session.state.answers[this.page.id];
      this.best = { result: 0, points: 0 };
      this.runs = 0;
      this.told = false;
      this.trail = [];
      if (answer) {
        try {
          this.unpack(answer.bits);
        } catch (problem) {
          this.trail = [];
        }
      }
      while (this.trail.length && !this.find(this.trail[this.trail.length - 1].key)) this.trail.pop();
      if (!this.trail.length) this.begin();
      this.since = Date.now();
    },

    begin: function () {
      this.trail = [{ key: this.steps[0].key, twin: 0 }];
      this.told = false;
      this.since = Date.now();
    },

    unpack: function (bits) {
      var text = new elearn.BitWriter();
      text.bits = bits;
      var reader = new elearn.BitReader(text.text());
      this.best = { result: reader.get(2), points: reader.get(7) };
      this.runs = reader.small();
      this.told = reader.bit() === 1;
      for (var left = reader.small(); left > 0; left--) this.trail.push({ key: reader.get(KEY), twin: reader.small() });
    },

    keep: function () {
      var out = new elearn.BitWriter();
      out.put(this.best.result, 2);
      out.put(this.best.points, 7);
      out.small(this.runs);
      out.put(this.told ? 1 : 0, 1);
      out.small(this.trail.length);
      this.trail.forEach(function (mark) {
        out.put(mark.key, KEY);
        out.small(mark.twin);
      });
      elearn.session.state.answers[this.page.id] = {
        sig: 0,
        bits: out.bits,
        tries: Math.min(7, this.runs),
        right: RESULTS[this.best.result] === "right"
      };
      elearn.session.change(true);
    },

    /** Of a way that goes round in circles without end, the oldest circle is forgotten. */
    shorten: function () {
      var trail = this.trail;
      for (var index = 0; trail.length > this.longest && index < trail.length; index++) {
        for (var other = trail.length - 1; other > index; other--) {
          if (trail[other].key !== trail[index].key) continue;
          trail.splice(index + 1, other - index);
          break;
        }
      }
    },

    // --- the way ---

    find: function (key) {
      return this.steps.find(function (step) { return step.key === key; }) || null;
    },

    named: function (id) {
      return this.steps.find(function (step) { return step.id === id; });
    },

    at: function () {
      return this.find(this.trail[this.trail.length - 1].key);
    },

    /** The choices made, as far as they still exist. */
    made: function () {
      var self = this;
      var made = [];
      this.trail.slice(1).forEach(function (mark, index) {
        var from = self.find(self.trail[index].key);
        var to = self.find(mark.key);
        var leading = from && to ? from.leading(to) : [];
        if (leading.length) made.push(leading[mark.twin] || leading[0]);
      });
      return made;
    },

    /** Points of a way: each choice counts once. */
    points: function (made) {
      return made.reduce(function (sum, choice, index) {
        return sum + (made.indexOf(choice) === index ? choice.points : 0);
      }, 0);
    },

    result: function (step, points) {
      var outcome = OUTCOMES[step.element.getAttribute("data-outcome")];
      if (outcome) return outcome;
      return points >= this.most ? "right" : points * 2 >= this.most ? "partly" : "wrong";
    },

    /** A choice of the same step that would have been better and was not made later either, or null. */
    better: function (choice, made) {
      var value = this.most ? "points" : "prospect";
      return choice.step.choices.reduce(function (best, other) {
        return other[value] > (best || choice)[value] && made.indexOf(other) < 0 ? other : best;
      }, null);
    },

    choose: function (choice) {
      var to = this.named(choice.to);
      this.trail.push({ key: to.key, twin: choice.step.leading(to).indexOf(choice) });
      this.told = false;
      this.shorten();
      this.keep();
      if (choice.consequence) this.happen(choice, to);
      else this.show(to, true);
    },

    // --- what is seen ---

    happen: function (choice, to) {
      var self = this;
      var step = choice.step.element;
      elearn.all(":scope > .ways, :scope > .ask", step).forEach(function (part) { part.hidden = true; });
      var chosen = elearn.el("p.chosen", {});
      chosen.innerHTML = choice.html;
      chosen.insertBefore(elearn.el("span.quiet", {}, elearn.t("scenario_chose") + " "), chosen.firstChild);
      var said = elearn.el("div.happens", { role: "group", tabindex: "-1", "aria-label": elearn.t("scenario_then") });
      said.innerHTML = choice.consequence.innerHTML;
      var on = elearn.el("button.main", { click: function () { self.show(to, true); } }, elearn.t("scenario_on"));
      step.appendChild(elearn.el("div.aftermath", {}, chosen, said, on));
      said.focus({ preventScroll: true });
      elearn.announce(said.textContent.trim());
      step.querySelector(".aftermath").scrollIntoView({ block: "nearest" });
    },

    /** Show a step; `moved`: the learner went there, so the focus goes along. */
    show: function (step, moved) {
      var begun = this.trail.length > 1;
      elearn.all(".aftermath, .run", this.box).forEach(function (part) { part.remove(); });
      this.steps.forEach(function (other) { other.element.hidden = other !== step; });
      elearn.all(":scope > .ways, :scope > .ask", step.element).forEach(function (part) { part.hidden = false; });
      var page = document.querySelector("article.page").classList;
      page.toggle("under-way", begun);
      page.toggle("not-over", !step.ending);
      document.body.classList.toggle("in-case", !step.ending);
      this.tellWay(begun, step);
      if (step.ending) this.end(step, moved);
      if (moved) {
        step.heading.setAttribute("tabindex", "-1");
        step.heading.focus({ preventScroll: true });
        (begun ? step.heading : this.box).scrollIntoView({ block: "start" });
      } else if (begun && !step.ending) elearn.announce(elearn.t("scenario_resumed"));
    },

    /** The situation stands before the first step; later it is folded away with the way so far. */
    tellWay: function (begun, step) {
      this.before.textContent = "";
      if (begun) this.before.appendChild(this.list(false));
      this.fold.hidden = !begun || step.ending;
      this.unfold(!begun);
    },

    unfold: function (shown) {
      this.situation.hidden = this.before.hidden = !shown;
      this.fold.setAttribute("aria-expanded", String(shown));
    },

    /** The choices made; `judged`: with what each earned and what a better one would have been. */
    list: function (judged) {
      var self = this;
      var made = this.made();
      var list = elearn.el("ol.taken", {});
      made.forEach(function (choice, index) {
        var words = elearn.el("p.taken-choice", {});
        words.innerHTML = choice.html;
        var item = elearn.el("li", {}, elearn.el("p.taken-step", {}, choice.step.heading.textContent), words);
        if (judged) self.judge(item, choice, made.indexOf(choice) === index, made);
        list.appendChild(item);
      });
      return list;
    },

    judge: function (item, choice, first, made) {
      var better = this.better(choice, made);
      var most = choice.step.choices.reduce(function (top, other) { return Math.max(top, other.points); }, 0);
      if (!first) return;
      var result = better ? (choice.points ? "partly" : "wrong") : choice.points || (!this.most && choice.step.choices.length > 1) ? "right" : "";
      if (most || better) {
        var word = most ? elearn.t("scenario_points", choice.points, most) : elearn.t("is_wrong");
        item.appendChild(elearn.el("p.taken-word" + (result ? ".is-" + result : ""), {}, result ? elearn.mark(result) : null, word));
      }
      if (better) item.appendChild(elearn.el("p.taken-better", {}, elearn.t("scenario_better", better.text)));
    },

    end: function (step, moved) {
      var self = this;
      var points = this.points(this.made());
      var result = this.result(step, points);
      var score = this.most ? elearn.t("scenario_points", points, this.most) : "";
      if (!this.told) this.finish(result, points);
      var word = elearn.t("scenario_" + result);
      var run = elearn.el("div.run", {},
        elearn.el("div.result.is-" + result, {},
          elearn.el("p.word", {}, elearn.mark(result), word),
          score ? elearn.el("p.score", {}, score) : null,
          this.runs > 1 ? elearn.el("p.run-best", {}, elearn.t("scenario_best", this.bestWords())) : null),
        elearn.el("h3", {}, elearn.t("scenario_your_way")),
        this.list(true),
        elearn.el("button.second", {
          click: function () {
            self.begin();
            self.keep();
            self.show(self.steps[0], true);
          }
        }, elearn.t("scenario_again")));
      step.element.appendChild(run);
      if (moved) elearn.announce([elearn.t("scenario_ending"), word, score].filter(Boolean).join(". "));
    },

    bestWords: function () {
      var words = elearn.t("scenario_" + RESULTS[this.best.result]);
      return this.most ? words + " – " + elearn.t("percent", this.best.points) : words;
    },

    /** A way has come to its end: count it, report it, and the page is done. */
    finish: function (result, points) {
      var share = this.most ? Math.min(100, Math.round(points * 100 / this.most)) : 0;
      this.best = {
        result: Math.max(this.best.result, RESULTS.indexOf(result)),
        points: Math.max(this.best.points, share)
      };
      this.runs = Math.min(MOST_RUNS, this.runs + 1);
      this.told = true;
      this.report(result, points);
      this.keep();
      elearn.session.pageDone(this.page.id);
    },

    report: function (result, points) {
      var self = this;
      var names = this.trail.map(function (mark) { return self.find(mark.key); }).filter(Boolean)
        .map(function (step) { return step.id; });
      var way = names.join(" > ");
      while (way.length > REPORTED && names.length > 2) {
        names.splice(1, 1); // the beginning and the last steps say most
        way = names[0] + " > ... > " + names.slice(1).join(" > ");
      }
      var id = this.page.id.replace(/-/g, "_");
      elearn.session.record({
        id: this.runs > 1 ? id + "_" + this.runs : id,
        type: "other",
        learner: way + (this.most ? " (" + points + "/" + this.most + ")" : ""),
        correct: [],
        result: result,
        weight: Math.min(this.most || 1, 999),
        seconds: (Date.now() - this.since) / 1000,
        time: new Date(),
        objective: (this.page.objectives[0] || "").replace(/-/g, "_"),
        text: this.page.title
      });
    }
  };

  elearn.pages.live(function (article, page) {
    var box = article.querySelector(".scenario:not([data-live])");
    if (!page.scenario) document.body.classList.remove("in-case");
    if (!box) return;
    box.setAttribute("data-live", "");
    new Scenario(box, page);
  });
})(window.elearn);
