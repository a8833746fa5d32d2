import type { Context, Mode, Reader } from "./context.ts";
import { showFoot } from "./foot.ts";
import { later } from "./later.ts";
import { pageFocus } from "./paging/focus.ts";
import { listenForTurns } from "./paging/input.ts";
import { PagedView } from "./paging/paged.ts";
import { ScrollingView } from "./paging/scrolling.ts";
import type { View } from "./paging/view.ts";
import { type Place, pointAt } from "./place/anchor.ts";
import { askedPage, askedPassage, hashTarget, sendArrival, takeArrival } from "./place/asked.ts";
import { END, rectAt } from "./place/first-visible.ts";
import { keepPlace, resumePlace } from "./place/keeper.ts";
import { sectionAt } from "./place/section.ts";
import { applySettings, modeFor, readSettings, SETTINGS_KEY, type Settings } from "./settings/settings.ts";

const TOP: Place = { id: "top", offset: 0 };

/** Starts reading on an article's page: shows the place asked for, or where it was left, and keeps the place from then on. */
export function startReader(context: Omit<Context, "reader">): Reader {
  const { store, info } = context;
  const article = info.article!;
  const root = document.documentElement;
  const main = document.getElementById("main")!;
  const bar = document.querySelector<HTMLElement>(".reader-bar");
  const barHeight = () =>
    bar && root.dataset.bar !== "hidden" ? Math.max(0, bar.getBoundingClientRect().bottom) : 0;
  const listeners = new Set<() => void>();
  const marks = [...main.querySelectorAll<HTMLElement>(".page-mark")];

  let mode: Mode = root.dataset.mode === "paged" ? "paged" : "scrolling";
  const focus = pageFocus(main);
  let view: View = openView();
  /** What the reader has moved to. A change of sizes shows it again but does not change it, or it would drift. */
  let here: Place = TOP;
  /** Sideways scroll of `main` when we last looked. */
  let shownAt = 0;
  /** Until then scrolling is our own doing, or the browser's after it. */
  let ownUntil = 0;
  let frame = 0;
  let keeping = 0;

  function openView(): View {
    return mode === "paged" ? new PagedView(main) : new ScrollingView(main, barHeight);
  }

  const own = () => {
    ownUntil = performance.now() + 150;
  };

  const look = () => {
    here = view.place() ?? TOP;
    shownAt = main.scrollLeft;
  };

  /** After each move: the place at once, for a change of sizes may follow; the foot and those who listen once a frame. */
  const moved = (place?: Place) => {
    if (place) here = place;
    else look();
    if (frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      shownAt = main.scrollLeft;
      showFoot(reader, main, view);
      for (const listener of listeners) listener();
      clearTimeout(keeping);
      keeping = window.setTimeout(keep, 400);
    });
  };
  const keep = () => {
    afterTurn.now();
    keepPlace(store, article.slug, here, view.progress(), Date.now());
  };

  const showPlace = (place: Place): boolean => {
    if (place.id === TOP.id) {
      view.showPage(0);
      return true;
    }
    if (place.id === END.id) {
      view.showPage(view.position().pages - 1);
      return true;
    }
    const rect = rectAt(place, main) ?? document.getElementById(place.id)?.getClientRects()[0];
    if (rect) view.showRect(rect);
    return rect !== undefined;
  };

  const measure = () => {
    view.measure();
    focus.measure();
  };

  /** The sizes have changed: the same place again. */
  const relayout = () => {
    afterTurn.now();
    own();
    measure();
    showPlace(here);
    moved(here);
  };

  /** Faces have come. What the browser has gone to meanwhile, for a text fragment, is where we are. */
  const fontsCame = () => {
    if (mode === "paged" && Math.abs(main.scrollLeft - shownAt) > 1) {
      measure();
      view.settle();
      look();
    }
    relayout();
  };

  const slide = (forward: boolean) => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    main.animate([{ transform: `translateX(${forward ? 20 : -20}px)`, opacity: 0.35 }, {}], {
      duration: 130,
      easing: "ease-out",
    });
  };

  const turnTo = (page: number) => {
    const before = view.position();
    if (page >= before.pages) leave("next");
    if (page < 0) leave("previous");
    if (page < 0 || page >= before.pages) return;
    own();
    view.showPage(page);
    if (view.position().page === before.page) return;
    if (mode === "paged") {
      slide(page > before.page);
      root.dataset.bar = "hidden";
    }
    afterTurn.plan();
  };

  /** What follows a turn has a task of its own, so that nothing stands between the turn and its frame. */
  const afterTurn = later(() => {
    if (mode === "paged") focus.toPage();
    moved();
    announce();
  });

  const announce = () => {
    requestAnimationFrame(() => {
      const { page, pages } = view.position();
      const section = sectionAt(main, here);
      context.say(`Page ${page + 1} of ${pages}${section ? `, ${section}` : ""}`);
    });
  };

  /** The end of an article leads into the next, and its beginning back to the end of the one before. */
  const leave = (where: "next" | "previous") => {
    const path = article[where];
    if (path === undefined) {
      context.notify(
        where === "next" ? "This is the end of the book." : "This is the beginning of the book.",
      );
      return;
    }
    keep();
    sendArrival(where === "next" ? "start" : "end");
    location.href = info.root + path;
  };

  /** Shows the mode of the settings, or the one that the window has room for, at the same place. */
  const showMode = (settings: Settings) => {
    applySettings(root, settings);
    const shown = root.dataset.mode === "paged" ? "paged" : "scrolling";
    if (shown === mode) return;
    const place = here;
    mode = shown;
    delete root.dataset.bar;
    main.scrollLeft = 0;
    view = openView();
    here = place;
    relayout();
    context.say(mode === "paged" ? "In pages. Arrow keys turn." : "Scrolling.");
  };

  const reader: Reader = {
    get mode() {
      return mode;
    },
    setMode(wanted) {
      const settings = { ...readSettings(store), mode: wanted };
      store.set(SETTINGS_KEY, settings);
      showMode(settings);
      if (mode !== wanted) context.notify("There is no room for pages in a window as low as this.");
    },
    place: () => {
      afterTurn.now();
      return here;
    },
    position: () => view.position(),
    progress: () => view.progress(),
    goTo(target, options = {}) {
      own();
      let element: Element | undefined;
      if (target instanceof Range) {
        const rect = target.getClientRects()[0];
        if (!rect) return false;
        view.showRect(rect);
        element = target.startContainer.parentElement?.closest("[id]") ?? undefined;
      } else if (target instanceof Element) {
        const rect = target.getClientRects()[0];
        if (!rect) return false;
        view.showRect(rect);
        element = target;
      } else {
        if (!showPlace(target)) return false;
        element = document.getElementById(target.id) ?? undefined;
      }
      if (element && options.focus) focus.to(element as HTMLElement);
      if (element && options.mark) {
        element.classList.add("found");
        setTimeout(() => element.classList.remove("found"), 2500);
      }
      moved();
      return true;
    },
    next: () => turnTo(view.position().page + 1),
    previous: () => turnTo(view.position().page - 1),
    turnTo,
    printPage(place) {
      if (article.first === undefined) return undefined;
      const point = pointAt(place, main);
      if (!point) return article.first;
      const range = document.createRange();
      range.setStart(point.node, point.offset);
      let page = article.first;
      for (const mark of marks) {
        if (range.comparePoint(mark, 0) > 0) break;
        page = Number(mark.dataset.page);
      }
      return page;
    },
    onMove(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  listenForTurns(
    document.body,
    main,
    {
      next: reader.next,
      previous: reader.previous,
      first: () => turnTo(0),
      last: () => turnTo(view.position().pages - 1),
      tools: () => {
        if (root.dataset.bar === "hidden") delete root.dataset.bar;
        else root.dataset.bar = "hidden";
      },
    },
    () => mode === "paged",
  );

  // Before a key does anything, the focus is where the turn before leads it.
  document.addEventListener("keydown", afterTurn.now, { capture: true });

  // Tools step back while one reads on, and come when one turns back or reaches for them.
  let lastTop = window.scrollY;
  window.addEventListener(
    "scroll",
    () => {
      if (mode === "paged") {
        view.settle();
        return;
      }
      const { scrollY } = window;
      const theirs = performance.now() > ownUntil;
      if (theirs && Math.abs(scrollY - lastTop) > 12) {
        if (scrollY > lastTop && scrollY > 300) root.dataset.bar = "hidden";
        else delete root.dataset.bar;
      }
      if (Math.abs(scrollY - lastTop) > 12) lastTop = scrollY;
      if (theirs) moved();
      else moved(here);
    },
    { passive: true },
  );
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse" && event.clientY < 56) delete root.dataset.bar;
  });

  // Whatever the browser scrolls by itself (find, text fragments, links, drag selections) ends on a page.
  let settling = 0;
  main.addEventListener(
    "scroll",
    () => {
      if (mode !== "paged") return;
      clearTimeout(settling);
      settling = window.setTimeout(
        () => {
          // Our own doing, or what a change of sizes does, has been looked at by then.
          if (Math.abs(main.scrollLeft - shownAt) <= 1) return;
          own();
          view.settle();
          moved();
        },
        Math.max(80, ownUntil - performance.now() + 20),
      );
    },
    { passive: true },
  );

  // The page turns to what gets the focus.
  document.addEventListener("focusin", (event) => {
    const element = event.target as Element;
    if (bar?.contains(element)) delete root.dataset.bar;
    if (focus.moving || mode !== "paged" || !main.contains(element) || element === main) return;
    // Also where the browser has scrolled just so far that it is to be seen, which may be between two pages.
    if (!view.sees(element) || Math.abs(main.scrollLeft - shownAt) > 1) reader.goTo(element);
  });

  // Links within the article: the browser does what it does, and the page is turned to it; going back comes back here.
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[href^='#']");
    if (link && !event.defaultPrevented) history.replaceState({ ...history.state, place: here }, "");
  });
  window.addEventListener("hashchange", () => {
    const target = hashTarget(main);
    if (target) requestAnimationFrame(() => reader.goTo(target));
  });
  window.addEventListener("popstate", (event) => {
    const place = (event.state as { place?: Place } | null)?.place;
    if (place) requestAnimationFrame(() => reader.goTo(place));
  });

  let width = window.innerWidth;
  const resized = () => {
    const settings = readSettings(store);
    if (modeFor(settings.mode, window.innerHeight) !== mode) {
      width = window.innerWidth;
      showMode(settings);
      return;
    }
    // On phones the height changes whenever the browser's own bar comes or goes.
    if (mode === "scrolling" && window.innerWidth === width) return;
    width = window.innerWidth;
    relayout();
  };
  window.addEventListener("resize", resized);
  new ResizeObserver(() => {
    if (mode === "paged") relayout();
  }).observe(main);
  document.addEventListener("toggle", () => mode === "paged" && relayout(), true);
  document.fonts?.addEventListener?.("loadingdone", fontsCame);
  root.addEventListener("atlas:settings", () => {
    const settings = readSettings(store);
    if (modeFor(settings.mode, window.innerHeight) === mode) relayout();
    else showMode(settings);
  });
  window.addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());

  open();
  return reader;

  /** The first view: what the address asks for, else where the way here leads, else where it was left. */
  function open(): void {
    measure();
    own();
    const asked = hashTarget(main) ?? askedPage(marks);
    const arrival = takeArrival();
    if (asked) {
      const rect = asked.getClientRects()[0];
      if (rect && (mode === "paged" || !location.hash)) view.showRect(rect);
    } else if (arrival === "end" && mode === "paged") view.showPage(view.position().pages - 1);
    else if (arrival === "end") window.scrollTo(0, document.documentElement.scrollHeight);
    else if (arrival !== "start" && !scrolledAlready()) {
      const left = resumePlace(store, article.slug);
      if (left && showPlace(left)) {
        here = left;
        requestAnimationFrame(() =>
          context.notify("Opened where you stopped.", { label: "Start again", run: () => turnTo(0) }),
        );
      }
    }
    if (mode === "paged") view.settle();
    if (asked || arrival || here === TOP) look();
    // The browser has yet to scroll there; faces that come before it does must not lead back to the top.
    if (asked && here === TOP && mode === "scrolling") here = { id: asked.id, offset: 0 };
    moved(here);
  }

  /** The browser goes to a text fragment itself, or has gone back to where a reload left off. */
  function scrolledAlready(): boolean {
    return window.scrollY > 4 || main.scrollLeft > 4 || askedPassage() !== undefined;
  }
}
