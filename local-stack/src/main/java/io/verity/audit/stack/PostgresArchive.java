package io.verity.audit.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, out of the jar that carries them. Each stack has its own copy, which costs
 * a second and 60 MB: nothing outside its folder is written, and a process of exactly this copy is
 * a process of this stack.
 */
record PostgresArchive(Path folder) {

  private static final String RESOURCE = "/postgres-linux-x86_64.txz";
  private static final int EXECUTABLE = 0100;

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /** Whole or not at all: a folder of this name is complete. */
  void unpack() {
    if (Files.exists(folder)) {
      return;
    }
    Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
    try (InputStream resource = PostgresArchive.class.getResourceAsStream(RESOURCE)) {
      if (resource == null || !System.getProperty("os.arch").equals("amd64")) {
        throw new StackException(
            "There is no PostgreSQL for this machine here, only for Linux on x86-64: run one"
                + " otherwise and set REPORTER_DATABASE_URL.");
      }
      Trees.delete(unfinished);
      unpack(resource, unfinished);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL could not be unpacked to " + folder, e);
    }
  }

  private static void unpack(InputStream resource, Path target) throws IOException {
    try (TarArchiveInputStream archive =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(resource)))) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("The archive leaves its folder: " + entry.getName());
        }
        write(archive, entry, file);
      }
    }
  }

  private static void write(TarArchiveInputStream archive, TarArchiveEntry entry, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(archive, file);
    if ((entry.getMode() & EXECUTABLE) != 0
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
