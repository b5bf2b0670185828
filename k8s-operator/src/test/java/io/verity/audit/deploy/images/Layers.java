package io.verity.audit.deploy.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The jars that an image gets, in the order of its layers. */
record Layers(List<Path> jars) {

  static Layers of(Dockerfile file) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Dockerfile.Copy copy : file.copies()) {
      Path source = Images.ROOT.resolve(copy.source());
      if (Files.isDirectory(source)) {
        try (Stream<Path> files = Files.list(source)) {
          files.sorted().forEach(jars::add);
        }
      } else if (source.toString().endsWith(".jar")) {
        jars.add(source);
      }
    }
    return new Layers(jars);
  }

  Set<String> names() {
    return jars.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
  }

  Set<String> classes() throws IOException {
    Set<String> classes = new HashSet<>();
    for (Path jar : jars) {
      classes.addAll(classes(jar));
    }
    return classes;
  }

  static Set<String> classes(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .collect(Collectors.toSet());
    }
  }

  String classPath(List<String> more) {
    return Stream.concat(jars.stream().map(Path::toString), more.stream())
        .collect(Collectors.joining(":"));
  }
}
