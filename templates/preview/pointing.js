/* From a finding to the place of the page that it is about: the smallest part that holds the words of the line. */
(() => {
  "use strict";
  const { stage } = window.preview;
  const PARTS = "p,li,h1,h2,h3,h4,h5,h6,td,th,dt,dd,legend,label,figcaption,summary,figure,blockquote,option,section";
  const PATIENCE = 3000; // milliseconds for the page to be there
  const LEAST = 2; // words that are looked for together, when the whole line is not found
  const MOST = 12;

  const words = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) || [];

  /** A line as learners read it: without the signs of Markdown, keys of blocks, addresses. */
  const plain = (line) =>
    line
      .replace(/\{[#.][^{}]*\}\s*$|^\s*:{3,}\s*[\w-]+|<[^<>]*>/g, " ")
      .replace(/\[\[[^\[\]|]*\|([^\[\]]*)\]\]/g, "$1")
      .replace(/\[\[(?:[\w-]+:)?([^\[\]]*)\]\]/g, "$1")
      .replace(/\]\([^()]*\)|^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\])?|^\s*>\s*(?:\w+:)?/g, " ");

  /** The words to look for, the best guess first: the line, then fewer and fewer of them, those at the finding first. */
  function guesses(finding) {
    const line = words(plain(finding.excerpt));
    const marked = words(plain(finding.excerpt.slice(0, finding.col - 1))).length;
    const found = line.length ? [line.join(" ")] : [];
    for (let size = Math.min(MOST, line.length - 1); size >= LEAST; size = Math.floor(size / 2)) {
      const starts = Array.from({ length: line.length - size + 1 }, (_, start) => start);
      starts.sort((one, other) => Math.abs(one - marked) - Math.abs(other - marked));
      found.push(...starts.slice(0, MOST).map((start) => line.slice(start, start + size).join(" ")));
    }
    return found;
  }

  /** The smallest part of an article that holds what a finding is about; null when there is none. */
  function part(article, finding) {
    const parts = [...article.querySelectorAll(PARTS)].map((element) => [element, ` ${words(element.textContent).join(" ")} `]);
    for (const guess of guesses(finding)) {
      const holding = parts.filter(([, text]) => text.includes(` ${guess} `));
      if (holding.length) return holding.reduce((one, other) => (other[1].length < one[1].length ? other : one))[0];
    }
    const file = (finding.excerpt.match(/([\w.-]+)\.\w+\s*[)}\s]/) || [])[1];
    return file ? article.querySelector(`[src*="${CSS.escape(file.toLowerCase())}"]`) : null;
  }

  /** Bring the place of a finding into view once its page is open, and have it light up for a moment. */
  stage.point = async (finding) => {
    const until = performance.now() + PATIENCE;
    const there = () => {
      const inside = stage.player();
      return inside && inside.pages.current && inside.pages.current.id === finding.page && stage.page === finding.page;
    };
    while (!there() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 30));
    if (!there()) return;
    const article = stage.current.frame.contentDocument.querySelector("article");
    const place = article && part(article, finding);
    if (!place) return;
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    place.scrollIntoView({ block: "center" });
    place.animate([{ boxShadow: "0 0 0 4px #e0a100" }, { boxShadow: "0 0 0 4px transparent" }], 2400);
    stage.pointed = place;
  };
})();
