import { Api } from "./core/api.js";
import { h, replace } from "./core/dom.js";
import { Live } from "./core/live.js";
import { Person } from "./core/person.js";
import { dropToken, keepToken, takeToken } from "./core/session.js";
import { failure } from "./parts/notice.js";
import { Shell } from "./shell.js";
import { signIn } from "./views/sign-in.js";

const app = document.getElementById("app");

function ask(why) {
  dropToken();
  replace(
    app,
    signIn(why, (token) => {
      keepToken(token);
      start();
    }),
  );
}

async function start() {
  const token = takeToken();
  if (!token) {
    ask(null);
    return;
  }
  const api = new Api(token);
  try {
    const person = new Person(await api.get("/v1/whoami"));
    open(api, person);
  } catch (problem) {
    if (problem.status === 401) {
      ask("This token is not accepted: it is wrong, or it has expired.");
    } else {
      replace(app, h("main", { class: "alone" }, failure(problem, start)));
    }
  }
}

function open(api, person) {
  const live = new Live(api);
  const shell = new Shell(api, live, person, () => leave(null));
  const leave = (why) => {
    live.close();
    shell.close();
    ask(why);
  };
  api.addEventListener("unauthorized", () => leave("Your token has expired. Sign in with a new one to go on."), {
    once: true,
  });
  replace(app, shell.element);
  shell.start();
  live.run();
}

// a link with another token in it, followed while the console is open
addEventListener("hashchange", () => {
  if (location.hash.startsWith("#token=")) {
    takeToken();
    location.reload();
  }
});

// a page that the browser kept as it was: what it shows is old
addEventListener("pageshow", (event) => event.persisted && location.reload());

start();
