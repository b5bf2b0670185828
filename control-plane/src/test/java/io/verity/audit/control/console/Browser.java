package io.verity.audit.control.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium; a test that asks for one where there is none is skipped. */
final class Browser implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser open(Path downloads) {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "the console is tested with "
            + CHROMIUM
            + " and "
            + DRIVER
            + ", which are not here: apt-get install chromium chromium-driver");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,1000");
    options.setExperimentalOption(
        "prefs", Map.of("download.default_directory", downloads.toAbsolutePath().toString()));
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(DRIVER.toString()))
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** As somebody else, if anybody was signed in. */
  void open(String url) {
    driver.get("about:blank");
    driver.get(url);
  }

  void go(String place) {
    run("location.hash = arguments[0]", place);
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  String address() {
    return driver.getCurrentUrl();
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** Waits until there is one that shows this text. */
  void awaitText(String css, String text) {
    await()
        .alias(css + " shows \"" + text + "\"")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(all(css))
                    .extracting(WebElement::getText)
                    .anyMatch(t -> t.contains(text)));
  }

  void click(String css) {
    await()
        .alias("click on " + css)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              driver.findElement(By.cssSelector(css)).click();
              return true;
            });
  }

  void type(String css, CharSequence... keys) {
    driver.findElement(By.cssSelector(css)).sendKeys(keys);
  }

  /** The value of a field, as a date needs it: its parts are typed in the browser's own order. */
  void set(String css, String value) {
    await()
        .alias("set " + css)
        .atMost(PATIENCE)
        .until(
            () ->
                Boolean.TRUE.equals(
                    run(
                        "const f = document.querySelector(arguments[0]);"
                            + "if (f) { f.value = arguments[1]; } return f !== null;",
                        css,
                        value)));
  }

  void keys(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** What went wrong, answers that were refused left aside: they are the test's own. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .filter(message -> !message.contains("the server responded with a status of"))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
