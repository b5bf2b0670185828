package io.verity.audit.service;

import java.util.Optional;

/** An environment variable that a program knows; one enum a program lists them all. */
public interface EnvironmentOption {

  String name();

  /** Empty where the variable is required. */
  Optional<String> defaultValue();

  /** What it names, to end the sentence "it names the ...". */
  String description();
}
