package io.verity.audit.collect.config;

import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionRequest;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;

/**
 * The files below a folder that globs name. A link that leads out of the folder is refused, and so
 * is whatever is no plain file, which might never end.
 */
final class FoundFiles {

  private static final int MOST_FILES = 2_000;
  private static final int MOST_VISITED = 200_000;

  private final Path root;
  private final CollectionRequest request;
  private final SortedMap<String, Path> found = new TreeMap<>();
  private int visited;

  /**
   * @param root without links in it
   */
  FoundFiles(Path root, CollectionRequest request) {
    this.root = root;
    this.request = request;
  }

  /** By the path below the root, parts separated by slashes. */
  SortedMap<String, Path> find(List<String> globs)
      throws CollectionException, InterruptedException {
    for (String glob : globs) {
      int before = found.size();
      List<String> matched = new ArrayList<>();
      walk(glob, matched);
      if (matched.isEmpty()) {
        throw CollectionException.lasting(
            "nothing matches %s: a file that is expected is not there".formatted(glob));
      }
      if (found.size() > MOST_FILES) {
        throw CollectionException.lasting(
            "%s matches %d files, more than %d altogether"
                .formatted(glob, found.size() - before, MOST_FILES));
      }
    }
    return found;
  }

  /**
   * @throws IllegalArgumentException where it is none
   */
  static PathMatcher matcher(String glob) {
    try {
      PathMatcher deep = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      // ** / stands for no folder at all, too
      PathMatcher flat = FileSystems.getDefault().getPathMatcher("glob:" + glob.replace("**/", ""));
      return path -> deep.matches(path) || flat.matches(path);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("%s is no glob".formatted(glob));
    }
  }

  private void walk(String glob, List<String> matched)
      throws CollectionException, InterruptedException {
    Path start = root.resolve(withoutWildcards(glob)).normalize();
    if (!Files.exists(start)) {
      return;
    }
    try {
      if (!start.toRealPath().startsWith(root)) {
        throw leadsOut(start);
      }
      Files.walkFileTree(start.toRealPath(), new Visitor(matcher(glob), matched));
    } catch (StoppedException e) {
      throw e.why;
    } catch (IOException e) {
      throw CollectionException.passing(
          "%s can't be read below its root (%s)".formatted(glob, e.getClass().getSimpleName()), e);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** The folder, or the file, in which to begin. */
  private static String withoutWildcards(String glob) {
    int wildcard = glob.replaceAll("[*?\\[{\\\\]", "*").indexOf('*');
    return wildcard < 0 ? glob : glob.substring(0, glob.lastIndexOf('/', wildcard) + 1);
  }

  private CollectionException leadsOut(Path file) {
    return CollectionException.lasting(
        "%s is a link that leads out of the source's root".formatted(root.relativize(file)));
  }

  private static final class StoppedException extends IOException {

    private static final long serialVersionUID = 1L;
    private final CollectionException why;

    private StoppedException(CollectionException why) {
      this.why = why;
    }
  }

  private final class Visitor extends SimpleFileVisitor<Path> {

    private final PathMatcher matcher;
    private final List<String> matched;

    private Visitor(PathMatcher matcher, List<String> matched) {
      this.matcher = matcher;
      this.matched = matched;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      visited++;
      if (visited > MOST_VISITED || request.timeLeft().isZero()) {
        throw new StoppedException(
            CollectionException.lasting("there are too many files to look through below its root"));
      }
      Path relative = root.relativize(file);
      if (matcher.matches(relative)) {
        Path real = plain(file, attributes);
        if (real != null) {
          String path = relative.toString().replace('\\', '/');
          found.put(path, real);
          matched.add(path);
        }
      }
      return Thread.currentThread().isInterrupted()
          ? FileVisitResult.TERMINATE
          : FileVisitResult.CONTINUE;
    }

    /** Null for a link to a folder, which globs do not go into. */
    private Path plain(Path file, BasicFileAttributes attributes) throws IOException {
      Path real = attributes.isSymbolicLink() ? file.toRealPath() : file;
      if (!real.startsWith(root)) {
        throw new StoppedException(leadsOut(file));
      }
      if (Files.isDirectory(real)) {
        return null;
      }
      if (!Files.isRegularFile(real)) {
        throw new StoppedException(
            CollectionException.lasting("%s is no plain file".formatted(root.relativize(file))));
      }
      return real;
    }
  }
}
