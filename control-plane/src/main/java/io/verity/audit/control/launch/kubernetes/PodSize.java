package io.verity.audit.control.launch.kubernetes;

import java.util.regex.Pattern;

/**
 * What a pod may use.
 *
 * @param memory as Flink or Kubernetes writes it: 2048m, 2Gi
 * @param cpu in cores
 */
public record PodSize(String memory, double cpu) {

  private static final Pattern MEMORY = Pattern.compile("[1-9]\\d{0,8}(?:m|g|Mi|Gi)");

  public PodSize {
    Checks.present("the memory of a pod", memory);
    if (!MEMORY.matcher(memory).matches()) {
      throw new IllegalArgumentException("not an amount of memory like 2048m or 2Gi: " + memory);
    }
    if (!(cpu > 0 && cpu <= 1024)) {
      throw new IllegalArgumentException("not a number of cores: " + cpu);
    }
  }
}
