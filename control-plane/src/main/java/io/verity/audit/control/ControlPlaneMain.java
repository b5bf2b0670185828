package io.verity.audit.control;

import io.verity.audit.control.config.ControlConfig;
import io.verity.audit.control.http.Json;
import io.verity.audit.service.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The control plane as a process. Prints one JSON line when it serves, and ends cleanly on SIGTERM:
 * calls that are under way get their answer. Its parent, where it watches one, holds the other end
 * of the standard input, which the kernel closes however the parent dies.
 */
public final class ControlPlaneMain {

  private static final int BAD_CONFIGURATION = 2;

  private ControlPlaneMain() {}

  public static void main(String[] args) {
    ControlPlane plane;
    ControlConfig config;
    try {
      config = ControlConfig.fromEnvironment(System.getenv());
      plane = ControlPlane.start(config);
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      System.exit(BAD_CONFIGURATION);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(plane::close, "control-plane-stop"));
    announce(plane, System.out);
    if (config.parentWatch()) {
      awaitEnd(System.in);
      System.exit(0);
    }
  }

  private static void announce(ControlPlane plane, PrintStream out) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("api", plane.apiUrl());
    line.put("admin", plane.adminUrl());
    line.put("pid", ProcessHandle.current().pid());
    out.println(Json.text(line));
    out.flush();
  }

  private static void awaitEnd(InputStream input) {
    try {
      while (input.read() >= 0) {
        // the parent has nothing to say
      }
    } catch (IOException e) {
      // a broken pipe is an end as well
    }
  }
}
