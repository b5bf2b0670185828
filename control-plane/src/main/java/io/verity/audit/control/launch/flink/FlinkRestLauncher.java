package io.verity.audit.control.launch.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.LaunchState;
import io.verity.audit.control.launch.ReportLauncher;
import io.verity.audit.control.launch.StackText;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs reports on a session cluster. The cluster runs a job's driver before it answers, and the
 * driver may wait for ingest: so the call is made on a thread of its own, and while it is under way
 * the attempt counts as running. The job's id is fixed beforehand, and Flink takes an id only once:
 * whatever becomes of the answer, the job is found by it, and is there once.
 */
public final class FlinkRestLauncher implements ReportLauncher {

  private static final Logger LOG = LoggerFactory.getLogger(FlinkRestLauncher.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int REMEMBERED = 10_000;

  private final FlinkRestSettings settings;
  private final FlinkHttp http;
  private final JobJar jar;
  private final ExecutorService drivers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "flink-rest-driver");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, Drive> drives =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Drive> eldest) {
              return size() > REMEMBERED;
            }
          });

  public FlinkRestLauncher(FlinkRestSettings settings) {
    this.settings = settings;
    this.http = new FlinkHttp(settings);
    this.jar = new JobJar(http, settings);
  }

  @Override
  public void launch(LaunchRequest request) throws LaunchException, InterruptedException {
    if (drives.containsKey(request.jobId()) || status(request) != null) {
      return;
    }
    JobJar.Uploaded uploaded = jar.find();
    Drive drive = new Drive();
    if (drives.putIfAbsent(request.jobId(), drive) == null) {
      drivers.execute(() -> drive(request, drive, uploaded));
    }
  }

  @Override
  public LaunchState state(LaunchRequest request) throws LaunchException, InterruptedException {
    // before the job: a driver that submits it in between must not be taken for gone
    Drive drive = drives.get(request.jobId());
    LaunchState known = drive == null ? LaunchState.UNKNOWN : drive.withoutJob();
    String status = status(request);
    if (status == null) {
      return known;
    }
    return switch (status) {
      case "FINISHED" -> LaunchState.ENDED;
      case "FAILED" -> LaunchState.failed("the Flink job failed: " + failure(request));
      case "CANCELED" -> LaunchState.failed("was cancelled");
      default -> LaunchState.RUNNING;
    };
  }

  @Override
  public void cancel(LaunchRequest request) throws LaunchException, InterruptedException {
    Drive drive = drives.get(request.jobId());
    if (drive != null) {
      drive.cancel();
    }
    cancelJob(request);
  }

  @Override
  public void cleanUp(LaunchRequest request) throws LaunchException, InterruptedException {
    Drive drive = drives.get(request.jobId());
    if (drive != null && drive.isOver()) {
      drives.remove(request.jobId());
    }
    jar.removeOthers();
  }

  @Override
  public void close() {
    drivers.shutdownNow();
  }

  private void drive(LaunchRequest request, Drive drive, JobJar.Uploaded uploaded) {
    try {
      FlinkAnswer answer = run(request, uploaded);
      if (answer.mentions("Jar file ") && answer.mentions("does not exist")) {
        answer = run(request, jar.find());
      }
      if (answer.isSuccess() || answer.mentions("DuplicateJobSubmissionException")) {
        drive.leaveToCluster();
      } else if (answer.status() == 503) {
        drives.remove(request.jobId(), drive);
      } else {
        drive.fail("the report job did not start: " + answer.reason());
      }
      if (drive.isCancelled()) {
        cancelJob(request);
      }
    } catch (LaunchException e) {
      LOG.warn("Attempt {} of run {}: {}", request.attempt(), request.runId(), e.getMessage());
      drive.leaveToCluster();
      if (e.getCause() instanceof ConnectException) {
        drives.remove(request.jobId(), drive);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      drive.leaveToCluster();
    }
  }

  private FlinkAnswer run(LaunchRequest request, JobJar.Uploaded uploaded)
      throws LaunchException, InterruptedException {
    try {
      String body =
          JSON.writeValueAsString(
              Map.of(
                  "entryClass", settings.entryClass(),
                  "programArgsList", request.arguments(),
                  "jobId", request.jobId()));
      return http.post(
          uploaded.on(),
          "/jars/" + uploaded.id() + "/run",
          "application/json",
          BodyPublishers.ofString(body),
          settings.timeouts().driver());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Flink's word for how the job stands; null where it knows of none. */
  private String status(LaunchRequest request) throws LaunchException, InterruptedException {
    FlinkAnswer answer = http.get("/jobs/" + request.jobId() + "/status");
    if (answer.isJobNotFound()) {
      return null;
    }
    String status = answer.body().path("status").asText("");
    if (!answer.isSuccess() || status.isEmpty()) {
      throw LaunchException.passing(
          "Flink at "
              + answer.from()
              + " does not tell how its job stands ("
              + answer.reason()
              + "); is it the address of a JobManager's REST?",
          null);
    }
    return status;
  }

  private void cancelJob(LaunchRequest request) throws LaunchException, InterruptedException {
    FlinkAnswer answer = http.patch("/jobs/" + request.jobId() + "?mode=cancel");
    boolean overAlready = answer.status() == 409;
    if (!answer.isSuccess() && !answer.isJobNotFound() && !overAlready) {
      throw LaunchException.passing(
          "Flink at " + answer.from() + " does not cancel its job: " + answer.reason(), null);
    }
  }

  private String failure(LaunchRequest request) throws LaunchException, InterruptedException {
    FlinkAnswer answer = http.get("/jobs/" + request.jobId() + "/exceptions?maxExceptions=1");
    String stack =
        answer.body().path("exceptionHistory").path("entries").path(0).path("stacktrace").asText();
    return stack.isBlank() ? "its JobManager's log says why" : StackText.rootCause(stack);
  }
}
