package io.verity.audit.control.launch.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.StackText;
import java.net.HttpURLConnection;

/** What the API server refused, for a person. */
final class KubernetesErrors {

  private static final int UNPROCESSABLE = 422;

  private KubernetesErrors() {}

  static LaunchException of(Kind kind, String namespace, KubernetesClientException e)
      throws InterruptedException {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException interrupted) {
        throw interrupted;
      }
    }
    String what = kind + " in namespace " + namespace;
    if (e.getCode() <= 0) {
      return LaunchException.passing("Kubernetes can't be reached: " + innermost(e), e);
    }
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
          LaunchException.passing(
              "Kubernetes does not let the control plane use " + what + ": " + text(e), e);
      case HttpURLConnection.HTTP_NOT_FOUND ->
          LaunchException.lasting(
              "Kubernetes knows no " + what + ": is Flink's operator installed, with its CRDs?", e);
      case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
          LaunchException.lasting("Kubernetes refuses a " + what + ": " + text(e), e);
      default -> LaunchException.passing("Kubernetes fails with a " + what + ": " + text(e), e);
    };
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : StackText.oneLine(message);
  }

  private static String text(KubernetesClientException e) {
    boolean told = e.getStatus() != null && e.getStatus().getMessage() != null;
    return StackText.oneLine(told ? e.getStatus().getMessage() : String.valueOf(e.getMessage()));
  }
}
