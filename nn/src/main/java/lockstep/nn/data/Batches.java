package lockstep.nn.data;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The batches of an epoch, a few of them made ahead. A batch holds until the next one is asked
/// for.
///
/// Whoever stops early closes it; at its end it closes itself.
public final class Batches implements Iterable<Batch>, AutoCloseable {

  private final Loader loader;
  private final int epoch;
  private final int[] order;
  private final ExecutorService workers;
  private final ArrayDeque<Future<Batch>> coming = new ArrayDeque<>();
  private final Map<Integer, ArrayDeque<Batch>> free = new HashMap<>();
  private final ArrayDeque<Batch> current = new ArrayDeque<>();
  private final Sample example;
  private final int ahead;
  private int asked;

  Batches(Loader loader, int epoch, int first) {
    this.loader = loader;
    this.epoch = epoch;
    order = loader.order(epoch);
    asked = first;
    ahead = loader.loading().workers() + 1;
    workers =
        Executors.newFixedThreadPool(
            loader.loading().workers(), Thread.ofPlatform().name("loader-", 0).daemon().factory());
    example = first < loader.batches() ? loader.sample(epoch, order[0]) : loader.example();
    askAhead();
  }

  private void askAhead() {
    while (coming.size() < ahead && asked < loader.batches()) {
      int number = asked++;
      Batch batch = memory(loader.sizeOf(number));
      coming.add(
          workers.submit(() -> {
            loader.fill(batch, epoch, number, order);
            return batch;
          }));
    }
    if (asked == loader.batches()) {
      workers.shutdown();
    }
  }

  private Batch memory(int size) {
    ArrayDeque<Batch> unused = free.computeIfAbsent(size, _ -> new ArrayDeque<>());
    return unused.isEmpty() ? new Batch(example, size) : unused.pop();
  }

  @Override
  public Iterator<Batch> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return Batches.this.hasNext();
      }

      @Override
      public Batch next() {
        return Batches.this.next();
      }
    };
  }

  /// {@return whether there are more}
  public boolean hasNext() {
    return !coming.isEmpty();
  }

  /// {@return the next batch; the one before is written again}
  ///
  /// @throws DataException if a sample cannot be read or prepared
  public Batch next() {
    if (coming.isEmpty()) {
      throw new NoSuchElementException("the epoch is over");
    }
    if (!current.isEmpty()) {
      Batch before = current.pop();
      free.computeIfAbsent(before.size(), _ -> new ArrayDeque<>()).push(before);
    }
    Batch batch = await(coming.remove());
    current.push(batch);
    askAhead();
    return batch;
  }

  private Batch await(Future<Batch> made) {
    try {
      return made.get();
    } catch (ExecutionException e) {
      close();
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException("a batch could not be made", e.getCause());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a batch was made", e);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    coming.clear();
  }
}
