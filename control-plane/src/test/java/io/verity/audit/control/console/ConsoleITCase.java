package io.verity.audit.control.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.control.ControlPlane;
import io.verity.audit.control.SampleRuns;
import io.verity.audit.control.TestPlane;
import io.verity.audit.control.auth.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The console in a real browser, over the real API. */
class ConsoleITCase {

  @TempDir static Path downloads;
  private static Browser browser;

  private final TestPlane plane = TestPlane.get();
  private final String requester = "console-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    browser = Browser.open(downloads);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingWentWrongInTheBrowser() {
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aReportFromTheRequestToTheFile() throws Exception {
    signIn(requester, Role.REQUESTER);
    assertThat(browser.address()).doesNotContain("token");
    browser.awaitText(".state", "Live");
    browser.click("nav [data-page=request]");
    browser.click("button[type=submit]");
    browser.awaitText("h1 .status", "Pending");
    UUID id = UUID.fromString(browser.address().replaceFirst(".*/", ""));
    browser.awaitText("h1", "GDPR");

    // nothing is done in the browser from here on: it hears of it
    plane.sql(
        "UPDATE report_runs SET progress = '{\"phase\": \"rendering\"}', status = 'PROCESSING',"
            + " attempt = 1, started_at = now(), lease_owner = 't',"
            + " lease_until = now() + interval '1 hour' WHERE id = '"
            + id
            + "'");
    browser.awaitText("h1 .status", "Processing");
    browser.awaitText(".progress", "Renders");
    plane.sql(
        "UPDATE report_runs SET status = 'PENDING', lease_owner = NULL, lease_until = NULL,"
            + " failures = 1, error = 'a server was away' WHERE id = '"
            + id
            + "'");
    browser.awaitText(".notice", "a server was away");
    SampleRuns.complete(plane, id);
    browser.awaitText("h1 .status", "Completed");
    browser.awaitText(".timeline", "Attempt 2 began");

    assertThat(browser.all(".verify")).as("a requester verifies nothing").isEmpty();
    browser.click("[data-format=pdf]");
    await().atMost(Duration.ofSeconds(10)).until(() -> file(".pdf") != null);
    assertThat(Files.readAllBytes(file(".pdf"))).isEqualTo(SampleRuns.content("pdf"));
  }

  @Test
  void whatIsUnderWayIsCalledOff() {
    UUID id = request(requester);
    signIn(requester, Role.REQUESTER);
    browser.go("#/runs/" + id);
    browser.click(".danger");
    browser.awaitText("h1 .status", "Failed");
    browser.awaitText(".notice.failed", "cancelled by " + requester);
  }

  @Test
  void anAuditorVerifiesAndSeesWhoReadWhatAndRequestsNothing() {
    UUID id = SampleRuns.completed(plane, requester);
    String auditor = "auditor-" + UUID.randomUUID();
    signIn(auditor, Role.AUDITOR);
    browser.awaitText(".subject", auditor);
    assertThat(browser.all("[data-page=request]")).isEmpty();
    browser.go("#/request");
    browser.awaitText("h1", "Overview");
    assertThat(browser.all("form")).isEmpty();

    browser.go("#/runs/" + id);
    browser.click(".verify button");
    verified(id, SampleRuns.content("json"), SampleRuns.content("pdf"));
    browser.awaitText(".verdict.good", "Verified");
    assertThat(browser.all(".chain [data-ok=true]")).hasSize(5);

    browser.click(".verify button");
    verified(id, SampleRuns.content("json"), "other bytes".getBytes(UTF_8));
    browser.awaitText(".verdict.bad", "Not verified");
    browser.awaitText(".chain [data-ok=false]", "Made again: PDF does not match");
    assertThat(browser.all(".chain [data-ok=false]")).hasSize(1);

    browser.go("#/access?actor=" + auditor);
    browser.awaitText(".access .what", "Verify report");
    browser.awaitText(".access .which", id.toString().substring(0, 8));
    assertThat(browser.all(".access .who-read"))
        .extracting(WebElement::getText)
        .containsOnly(auditor);
  }

  @Test
  void aCollectorCollectsAndAnAuditorVerifiesWhatWasCollected() {
    signIn("collector-" + requester, Role.COLLECTOR);
    String control = collectable();
    browser.click("[data-control='" + control + "'] .name a");
    browser.awaitText("h2", "Collect a period");
    browser.set("[name=period_start]", "2025-01-01");
    browser.set("[name=period_end]", "2025-04-01");
    browser.click("form button[type=submit]");
    browser.awaitText("h1 .status", "Collected");
    browser.awaitText(".custody", "Stored");
    String record = browser.address().replaceFirst(".*/", "");
    assertThat(browser.all(".verify")).as("a collector verifies nothing").isEmpty();

    signIn("auditor-" + requester, Role.AUDITOR);
    browser.go("#/evidence/" + record);
    browser.click(".verify button");
    browser.awaitText(".verdict.good", "Verified");
    assertThat(browser.all(".chain [data-ok=true]")).hasSize(2);
    browser.go("#/controls/" + control);
    browser.awaitText("[data-evidence='" + record + "'] .status", "Collected");
    assertThat(browser.all("[name=period_start]")).as("an auditor collects nothing").isEmpty();
  }

  @Test
  void aHoldTakesTwoOfficers() {
    signIn("first-" + requester, Role.HOLD_OFFICER);
    browser.go("#/holds");
    browser.set("[name=name]", "Case 7");
    browser.set("[name=reason]", "a letter of the court");
    browser.set("[name=framework]", "sox");
    browser.click("form button[type=submit]");
    browser.awaitText("h1 .status", "Requested");
    String hold = browser.address().replaceFirst(".*/", "");
    browser.click(".approve");
    browser.awaitText(".inline.failed", "first-" + requester);

    signIn("second-" + requester, Role.HOLD_OFFICER);
    browser.go("#/holds/" + hold);
    browser.click(".approve");
    browser.awaitText("h1 .status", "Active");
    browser.awaitText(".timeline", "second-" + requester);
  }

  /** A control whose evidence the plane collects from its own records. */
  private static String collectable() {
    return TestPlane.get()
        .as("audra", Role.AUDITOR)
        .get("/v1/controls?limit=1000&collectable=true")
        .json()
        .at("/items/0/id")
        .asText();
  }

  @Test
  void theListIsLiveAndFiltered() {
    UUID failed = request(requester);
    SampleRuns.fail(plane, failed, "it was not to be");
    signIn(requester, Role.REQUESTER);
    browser.awaitText(".state", "Live");
    browser.click("nav [data-page=runs]");
    browser.awaitText("[data-run='" + failed + "'] .status", "Failed");

    UUID fresh = request(requester);
    browser.awaitText("[data-run='" + fresh + "'] .status", "Pending");
    SampleRuns.complete(plane, fresh);
    browser.awaitText("[data-run='" + fresh + "'] .status", "Completed");

    browser.go("#/runs?status=FAILED");
    await()
        .ignoreExceptions()
        .until(() -> browser.all("[data-run]").size() == 1 && browser.all(".why").size() == 1);
    browser.awaitText(".why", "it was not to be");
    browser.go("#/runs?framework=hipaa");
    browser.awaitText(".notice", "No run matches");
  }

  @Test
  void whatOthersWroteStaysText() {
    String attack = "<img src=x onerror=\"window.hacked=1\">";
    String name = attack + UUID.randomUUID();
    UUID id = request(name);
    SampleRuns.fail(plane, id, attack + "<script>window.hacked=1</script>");
    signIn("auditor", Role.AUDITOR);

    browser.awaitText(".runs .by", attack);
    browser.go("#/runs/" + id);
    browser.awaitText(".notice .error", attack + "<script>");
    browser.go("#/access");
    browser.awaitText(".access .who-read", attack);
    signIn(name, Role.REQUESTER);
    browser.awaitText(".subject", attack);

    assertThat(browser.all("main img, main script")).isEmpty();
    assertThat(browser.run("return window.hacked === undefined")).isEqualTo(true);
  }

  @Test
  void aTokenThatDoesNotCountAsksForAnother() {
    String logged = "SELECT count(*) FROM access_log WHERE object LIKE '/console%'";
    String before = plane.sql(logged);
    browser.open(plane.plane().apiUrl() + "/console/#token=wrong");
    browser.awaitText(".sign-in .failed", "not accepted");
    // by the keyboard alone: the field has the focus
    browser.keys(plane.token(requester, Role.REQUESTER), Keys.ENTER);
    browser.awaitText("h1", "Overview");
    assertThat(plane.sql(logged))
        .as("files of a page say nothing of what was read")
        .isEqualTo(before);
    browser.awaitText(".notice", "Nothing was requested lately");

    String brief = plane.issuer().token(requester, List.of(Role.REQUESTER), Duration.ofMinutes(-5));
    browser.open(plane.plane().apiUrl() + "/console/#token=" + brief);
    browser.awaitText(".sign-in .failed", "expired");
    assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
  }

  @Test
  void manyRequestsAtOnceAreMadeOneAfterAnother() {
    UUID id = SampleRuns.completed(plane, requester);
    try (ControlPlane slow = plane.start(Map.of("CONTROL_RATE_LIMIT", "1"))) {
      browser.open(slow.apiUrl() + "/console/#token=" + plane.token(requester, Role.REQUESTER));
      browser.awaitText(".toast", "Many requests at once");
      browser.awaitText("h1", "Overview");
      browser.awaitText("[data-run='" + id + "'] .status", "Completed");
      browser.open("about:blank");
    }
  }

  private void signIn(String subject, Role role) {
    browser.open(plane.plane().apiUrl() + "/console/#token=" + plane.token(subject, role));
    boolean seesRuns = role == Role.REQUESTER || role == Role.AUDITOR || role == Role.ADMIN;
    browser.awaitText("h1", seesRuns ? "Overview" : "Controls");
  }

  private UUID request(String who) {
    return UUID.fromString(
        plane.as(who, Role.REQUESTER).request(SampleRuns.REQUEST).json().path("id").asText());
  }

  /** As the job does, once it was asked for. */
  private void verified(UUID id, byte[] json, byte[] pdf) {
    String query =
        "SELECT id FROM report_runs WHERE status = 'PENDING' AND replay_of = '" + id + "'";
    await().until(() -> plane.sql(query) != null);
    SampleRuns.completeReplay(plane, UUID.fromString(plane.sql(query)), json, pdf);
  }

  private static Path file(String ending) throws IOException {
    try (Stream<Path> files = Files.list(downloads)) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElse(null);
    }
  }
}
