package io.verity.audit.ingest.format;

import java.net.URL;
import java.net.URLClassLoader;

/** Loads the formats as a job does whose class path has a further one. */
final class FormatExtension {

  private FormatExtension() {}

  static InputFormats load() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] extension = {FormatExtension.class.getResource("extension/")};
    thread.setContextClassLoader(new URLClassLoader(extension, before));
    try {
      return InputFormats.load();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
