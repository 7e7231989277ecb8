package lockstep.nn.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Closes a stream that says nothing for too long, so that whoever reads it gets an exception: the
/// time limit of a request ends with its headers.
final class Watch implements AutoCloseable {

  private final InputStream stream;
  private final Duration patience;
  private final Thread thread;
  private volatile long heard = System.nanoTime();
  private volatile boolean gaveUp;

  private Watch(InputStream stream, Duration patience) {
    this.stream = stream;
    this.patience = patience;
    thread = Thread.ofVirtual().unstarted(this::watch);
  }

  static Watch over(InputStream stream, Duration patience) {
    var watch = new Watch(stream, patience);
    watch.thread.start();
    return watch;
  }

  /// Something came.
  void heard() {
    heard = System.nanoTime();
  }

  /// {@return whether it closed the stream}
  boolean gaveUp() {
    return gaveUp;
  }

  private void watch() {
    try {
      long left = patience.toNanos();
      while (left > 0) {
        Thread.sleep(Duration.ofNanos(left));
        left = patience.toNanos() - (System.nanoTime() - heard);
      }
      gaveUp = true;
      stream.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The reader meets the same trouble, and reports it.
      gaveUp = true;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
