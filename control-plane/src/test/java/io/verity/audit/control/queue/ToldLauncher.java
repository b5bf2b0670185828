package io.verity.audit.control.queue;

import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.LaunchState;
import io.verity.audit.control.launch.ReportLauncher;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A launcher that does nothing, says what it was told to say, and keeps what was asked of it. */
final class ToldLauncher implements ReportLauncher {

  final List<String> calls = new CopyOnWriteArrayList<>();
  volatile LaunchState state = LaunchState.RUNNING;
  volatile LaunchException refusal;
  volatile boolean broken;
  volatile boolean endsWithReplica;

  private void call(String name, LaunchRequest request) {
    calls.add(name + " " + request.attempt());
    if (broken) {
      throw new IllegalStateException("a mistake");
    }
  }

  @Override
  public boolean endsWithReplica() {
    return endsWithReplica;
  }

  @Override
  public void launch(LaunchRequest request) throws LaunchException {
    call("launch", request);
    if (refusal != null) {
      throw refusal;
    }
  }

  @Override
  public LaunchState state(LaunchRequest request) {
    if (broken) {
      throw new IllegalStateException("a mistake");
    }
    return state;
  }

  @Override
  public void cancel(LaunchRequest request) {
    call("cancel", request);
    state = LaunchState.failed("cancelled");
  }

  @Override
  public void cleanUp(LaunchRequest request) {
    call("cleanUp", request);
  }

  @Override
  public void close() {
    // has nothing
  }
}
