package io.verity.audit.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One owner at a time. The operating system drops the lock with its process, even after a kill -9.
 *
 * <p>POSIX gives up a lock as soon as its process closes <em>any</em> descriptor of the file, so a
 * file this JVM holds is never opened a second time.
 */
public final class FolderLock implements AutoCloseable {

  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** The lock, or empty where somebody, in this process or another, has it. */
  public static Optional<FolderLock> tryHold(Path file) {
    return hold(file, false);
  }

  /** Waits until no other process has the lock. */
  static FolderLock hold(Path file) {
    return hold(file, true)
        .orElseThrow(() -> new StackException(file + " is locked by this process already"));
  }

  private static Optional<FolderLock> hold(Path file, boolean wait) {
    Path key = file.toAbsolutePath().normalize();
    if (!HELD_HERE.add(key)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    try {
      Files.createDirectories(key.getParent());
      channel = FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = wait ? channel.lock() : channel.tryLock();
      if (lock != null) {
        writeOwner(channel);
        return Optional.of(new FolderLock(key, channel));
      }
      release(key, channel);
      return Optional.empty();
    } catch (IOException e) {
      release(key, channel);
      throw new UncheckedIOException(e);
    }
  }

  /** For the reader of a refusal: who has it. */
  private static void writeOwner(FileChannel channel) throws IOException {
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
  }

  private static void release(Path key, FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(key);
    }
  }

  @Override
  public void close() {
    if (channel.isOpen()) {
      release(file, channel);
    }
  }
}
