package io.verity.audit.collect;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * A handler from whose mistakes only its own collection suffers: whatever it throws or returns
 * becomes evidence that is sound or a {@link CollectionException}, and no secret that it was given
 * leaves by either. Time is for the caller to bound.
 */
final class SafeHandler implements CollectionHandler {

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");
  private static final int VERSION_CHARS = 24;
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._+/-]{1,24}");

  private final CollectionHandler handler;
  private final String name;
  private final String version;
  private final String origin;
  private final ClassLoader loader;

  private SafeHandler(
      CollectionHandler handler, String name, String version, String origin, ClassLoader loader) {
    this.handler = handler;
    this.name = name;
    this.version = version;
    this.origin = origin;
    this.loader = loader;
  }

  /**
   * @param origin for a person: the jar
   * @param loader what the handler's libraries find their classes by
   * @throws IllegalArgumentException naming the origin
   */
  static SafeHandler of(CollectionHandler handler, String origin, ClassLoader loader) {
    String name;
    String version;
    try {
      name = handler.name();
      version = handler.version();
    } catch (Throwable e) {
      throw new IllegalArgumentException("%s can't be used: %s.".formatted(origin, inWords(e)), e);
    }
    if (name == null || !NAME.matcher(name).matches() || name.equals("manual")) {
      throw new IllegalArgumentException(
          "%s can't be used: its handler %s needs a name of a-z, 0-9 and _, and not manual."
              .formatted(origin, handler.getClass().getName()));
    }
    if (version == null || !VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "%s can't be used: the version of its handler %s must be 1 to %d letters, digits, . _ + / -."
              .formatted(origin, name, VERSION_CHARS));
    }
    return new SafeHandler(handler, name, version, origin, loader);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return version;
  }

  String origin() {
    return origin;
  }

  @Override
  public Optional<String> problem(CollectionRequest request) {
    SecretKeeper secrets = new SecretKeeper(request);
    try {
      Optional<String> problem = asItself(() -> handler.problem(secrets));
      return problem == null
          ? Optional.of(failed("answered null", request))
          : problem.map(secrets::clean);
    } catch (Throwable e) {
      return Optional.of(secrets.clean(failed(inWords(e), request)));
    }
  }

  @Override
  public SourceEvidence collect(CollectionRequest request)
      throws CollectionException, InterruptedException {
    SecretKeeper secrets = new SecretKeeper(request);
    try {
      return checked(asItself(() -> handler.collect(secrets)), secrets);
    } catch (InterruptedException e) {
      throw e;
    } catch (CollectionException e) {
      throw secrets.clean(e);
    } catch (Throwable e) {
      // whatever it is, it came from this handler's own call, and the others go on
      throw CollectionException.lasting(secrets.clean(failed(inWords(e), request)));
    }
  }

  private SourceEvidence checked(SourceEvidence evidence, SecretKeeper secrets)
      throws CollectionException {
    if (evidence == null || evidence.from() == null) {
      throw CollectionException.lasting(failed("it gave no evidence and no reason", secrets));
    }
    Optional<String> problem = EvidenceCheck.problem(evidence.data(), secrets.maxBytes());
    if (problem.isPresent()) {
      throw CollectionException.lasting(failed(problem.get(), secrets));
    }
    return EvidenceCheck.withoutNul(secrets.clean(evidence));
  }

  private <T> T asItself(Callable<T> call) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return call.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private String failed(String how, CollectionRequest request) {
    return "source %s: handler %s %s of %s failed: %s"
        .formatted(request.source(), name, version, origin, how);
  }

  /** Where it happened stands in for the stack, which would hold the messages of all causes. */
  static String inWords(Throwable e) {
    Throwable last = e;
    for (int depth = 0; last.getCause() != null && depth < 10; depth++) {
      last = last.getCause();
    }
    StackTraceElement[] stack = last.getStackTrace();
    String message = last.getMessage() == null ? "" : ": " + last.getMessage();
    return last.getClass().getName()
        + message.substring(0, Math.min(message.length(), 500))
        + (stack == null || stack.length == 0 ? "" : " at " + stack[0]);
  }

  void close() {
    if (handler instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception | LinkageError e) {
        // the program ends, or this jar is refused: nobody is left to whom it matters
      }
    }
  }
}
