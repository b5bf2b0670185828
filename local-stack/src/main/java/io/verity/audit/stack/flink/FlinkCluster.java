package io.verity.audit.stack.flink;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A standalone cluster: one JobManager and any number of TaskManagers, each a process. */
abstract class FlinkCluster implements AutoCloseable {

  private final FlinkProcesses processes;
  private final List<Process> taskManagers = new ArrayList<>();
  private Process jobManager;
  private int started;

  FlinkCluster(FlinkProcesses processes) {
    this.processes = processes;
  }

  /** The class and the arguments that make it a session's JobManager or an application's. */
  abstract Process launchJobManager() throws IOException;

  FlinkProcesses starter() {
    return processes;
  }

  public final URI rest() {
    return processes.rest();
  }

  /** What all processes have logged so far. */
  public final String logs() throws IOException {
    return processes.logs();
  }

  /** Again, at the same address, after it was killed. */
  public final void startJobManager() throws IOException {
    jobManager = launchJobManager();
  }

  /** As {@code kill -9} does; without high availability its jobs are gone with it. */
  public final void killJobManager() {
    jobManager.destroyForcibly().onExit().join();
  }

  /** One more. */
  public final void startTaskManager(Map<String, String> environment) throws IOException {
    taskManagers.add(processes.startTaskManager(++started, environment));
  }

  /** As {@code kill -9} does, the one that was started first. */
  public final void killTaskManager() {
    taskManagers.remove(0).destroyForcibly().onExit().join();
  }

  public final ProcessHandle jobManager() {
    return jobManager.toHandle();
  }

  public final List<ProcessHandle> taskManagers() {
    return taskManagers.stream().map(Process::toHandle).toList();
  }

  /** The JobManager and the TaskManagers. */
  public final List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(jobManager()), taskManagers().stream()).toList();
  }

  /** All at once, as when a machine is gone. */
  @Override
  public final void close() {
    Stream<Process> all = Stream.concat(Stream.of(jobManager), taskManagers.stream());
    List<Process> ended = all.map(Process::destroyForcibly).toList();
    ended.forEach(process -> process.onExit().join());
  }
}
