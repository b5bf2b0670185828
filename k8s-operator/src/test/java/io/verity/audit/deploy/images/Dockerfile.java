package io.verity.audit.deploy.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Dockerfile's instructions, its arguments put in by their defaults. */
record Dockerfile(Path file, List<Instruction> instructions) {

  /**
   * One of them.
   *
   * @param name in upper case
   */
  record Instruction(String name, String rest) {

    /** Without the options, such as {@code --chown}. */
    List<String> words() {
      return Arrays.stream(rest.split("\\s+")).filter(word -> !word.startsWith("--")).toList();
    }
  }

  /** What is copied to where. */
  record Copy(String source, String target) {}

  static Dockerfile read(Path file) {
    String text = Images.text(file).replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n", " ");
    List<Instruction> instructions = new ArrayList<>();
    for (String line : text.split("\n")) {
      if (!line.isBlank()) {
        String[] parts = line.strip().split("\\s+", 2);
        instructions.add(new Instruction(parts[0], parts[1]));
      }
    }
    return new Dockerfile(file, instructions);
  }

  List<Instruction> all(String name) {
    return instructions.stream().filter(one -> one.name().equals(name)).toList();
  }

  List<Copy> copies() {
    return all("COPY").stream()
        .map(Instruction::words)
        .map(words -> new Copy(resolved(words.get(0)), words.get(1)))
        .toList();
  }

  String base() {
    return resolved(all("FROM").get(0).rest());
  }

  String user() {
    List<Instruction> users = all("USER");
    return users.isEmpty() ? "root" : users.get(users.size() - 1).rest();
  }

  private String resolved(String text) {
    String resolved = text;
    for (Instruction argument : all("ARG")) {
      String[] parts = argument.rest().split("=", 2);
      resolved = resolved.replaceAll(Pattern.quote("${" + parts[0] + "}"), quoted(parts));
    }
    return resolved;
  }

  private static String quoted(String[] argument) {
    return Matcher.quoteReplacement(argument.length == 2 ? argument[1] : "");
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
