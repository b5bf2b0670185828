package io.verity.audit.report.publish;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What a file system said, for a person: Java's own message is often no more than a path. */
public final class FileErrors {

  private FileErrors() {}

  public static String reason(IOException e) {
    return e instanceof FileSystemException file
        ? file.getFile() + ": " + said(file)
        : String.valueOf(e.getMessage());
  }

  private static String said(FileSystemException e) {
    if (e.getReason() != null) {
      return e.getReason();
    } else if (e instanceof AccessDeniedException) {
      return "access denied";
    } else if (e instanceof NoSuchFileException) {
      return "there is no such file or folder";
    } else if (e instanceof FileAlreadyExistsException) {
      return "something else is in its place";
    }
    return "the file system refuses";
  }
}
