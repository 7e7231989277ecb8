package lockstep.kernels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A few threads that run the shares of one task side by side.
///
/// A caller splits its work into shares by sizes alone, never by the number of threads, and a share
/// computes the same whoever runs it: so the result has the same bits for any number of threads.
/// Each thread begins with a range of shares of its own, the same one in every task of that many
/// shares, and then helps the others.
///
/// Idle threads spin for a moment, so that the next task starts within a microsecond, and then
/// sleep; so does the caller when the last share is long in coming. Who spins for longer wastes
/// time slices that a share will lack where other programs want the same processors, and who sleeps
/// leaves a processor to a share that has none. The caller runs shares too. A task inside a task,
/// or one that comes while another thread's is running, runs wholly in the thread that calls. An
/// exception in a share reaches the caller after the task has ended. Nothing is allocated while
/// tasks run. The threads are daemons and end when this object is collected.
public final class Parallel {

  /// What idle threads do.
  public enum Idle {
    /// Spin for a moment, then sleep: tasks that follow one another start at once.
    SPIN,
    /// Sleep at once: for machines that are shared with other work.
    SLEEP
  }

  /// Work that is split into shares.
  @FunctionalInterface
  public interface Task {
    /// Does one share.
    ///
    /// @param share its number, from 0 on
    /// @param thread the number of the thread that runs it, below {@link #threads()}: for scratch
    ///   memory of its own
    void run(int share, int thread);
  }

  /// The largest number of threads of a pool.
  public static final int MOST_THREADS = 1024;

  private static final Cleaner CLEANER = Cleaner.create();

  private final Crew crew;

  private Parallel(Crew crew) {
    this.crew = crew;
  }

  /// {@return a pool of `threads` threads, the caller of each task among them}
  public static Parallel of(int threads, Idle idle) {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads: expected 1 to " + MOST_THREADS + ", got " + threads + ".");
    }
    CompilerDirectives.given();
    var crew = new Crew(threads, idle == Idle.SPIN ? Crew.SPIN_NANOS : 0);
    var pool = new Parallel(crew);
    if (threads > 1) {
      crew.start();
      CLEANER.register(pool, crew::stop);
    }
    return pool;
  }

  /// {@return a pool with one thread for each processor that this process may use}
  public static Parallel ofThisMachine() {
    return of(Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS), Idle.SPIN);
  }

  /// {@return how many threads run shares, the caller's among them}
  public int threads() {
    return crew.threads;
  }

  /// Runs shares 0 to `shares` − 1 of `task` and returns when all are done.
  public void run(int shares, Task task) {
    if (shares > 1 && crew.threads > 1 && crew.busy.compareAndSet(false, true)) {
      try {
        crew.run(shares, task);
      } finally {
        crew.busy.set(false);
      }
    } else {
      for (int share = 0; share < shares; share++) {
        task.run(share, 0);
      }
    }
  }

  /// The threads and what they share. It knows nothing of its pool, so that the pool can be
  /// collected while they sleep.
  private static final class Crew {

    /// Longer than the gaps between the tasks of a training step.
    static final long SPIN_NANOS = 50_000;

    /// How long the caller spins for the last share before it offers its processor to whoever has
    /// that share.
    private static final long YIELD_NANOS = 20_000;

    /// How long it goes on so: most shares are shorter. Then whoever has that share has lost its
    /// processor to another program, and gets the caller's when that sleeps.
    private static final long WAIT_NANOS = 100_000;

    private static final int CHECKS_PER_CLOCK = 64;

    /// Cursors lie two cache lines apart: neighbours would slow each other down.
    private static final int STRIDE = 16;

    private static final VarHandle CURSOR = MethodHandles.arrayElementVarHandle(long[].class);

    final int threads;
    final AtomicBoolean busy = new AtomicBoolean();
    private final long spinNanos;
    private final Worker[] workers;

    /// For each thread how many shares of its range are left, with the number of the task in the
    /// upper half. A thread that comes late, out of an earlier task, sees another number and takes
    /// nothing.
    private final long[] cursors;

    private final AtomicInteger remaining = new AtomicInteger();
    private volatile int epoch;
    private volatile boolean stopped;

    /// Whoever called, while it sleeps until the last share is done.
    private volatile @Nullable Thread sleeper;

    private int shares;
    private @Nullable Task task;
    private volatile @Nullable Throwable failure;

    Crew(int threads, long spinNanos) {
      this.threads = threads;
      this.spinNanos = spinNanos;
      cursors = new long[(threads + 1) * STRIDE];
      workers = new Worker[threads - 1];
    }

    void start() {
      for (int i = 0; i < workers.length; i++) {
        workers[i] = new Worker(this, i + 1);
        workers[i].start();
      }
    }

    void stop() {
      stopped = true;
      for (Worker worker : workers) {
        LockSupport.unpark(worker);
      }
    }

    void run(int count, Task work) {
      shares = count;
      task = work;
      remaining.setRelease(count);
      int now = epoch + 1;
      for (int thread = 0; thread < threads; thread++) {
        CURSOR.setVolatile(
            cursors, cursor(thread), pack(now, first(thread + 1, count) - first(thread, count)));
      }
      epoch = now;
      for (Worker worker : workers) {
        if (worker.asleep) {
          LockSupport.unpark(worker);
        }
      }
      takeShares(0, now);
      awaitOthers();
      task = null;
      Throwable thrown = failure;
      if (thrown != null) {
        failure = null;
        throw Crew.<RuntimeException>unchecked(thrown);
      }
    }

    /// Runs the shares of this thread's range, then what is left of the others'.
    void takeShares(int thread, int now) {
      for (int i = 0; i < threads; i++) {
        int owner = thread + i < threads ? thread + i : thread + i - threads;
        takeRange(owner, thread, now);
      }
    }

    private void takeRange(int owner, int thread, int now) {
      while (true) {
        long seen = (long) CURSOR.getVolatile(cursors, cursor(owner));
        int left = (int) seen;
        if ((int) (seen >>> 32) != now || left == 0) {
          return;
        }
        if (CURSOR.compareAndSet(cursors, cursor(owner), seen, seen - 1)) {
          // Only now: until this share is done the task cannot end, so these are its own.
          Task work = task;
          int share = first(owner + 1, shares) - left;
          try {
            if (work != null) {
              work.run(share, thread);
            }
          } catch (Throwable e) {
            failure = e;
          } finally {
            if (remaining.decrementAndGet() == 0) {
              wakeCaller();
            }
          }
        }
      }
    }

    @SuppressWarnings(
        "ThreadPriorityCheck") // a hint, so that a share without a processor gets one; nothing
    // relies on it
    private void awaitOthers() {
      long start = 0;
      while (remaining.get() > 0) {
        if (start == 0) {
          start = System.nanoTime();
        }
        long waited = System.nanoTime() - start;
        if (waited > WAIT_NANOS) {
          sleepUntilDone();
        } else if (waited > YIELD_NANOS) {
          Thread.yield();
        }
        Thread.onSpinWait();
      }
    }

    private void sleepUntilDone() {
      sleeper = Thread.currentThread();
      while (remaining.get() > 0) {
        LockSupport.park(this);
      }
      sleeper = null;
    }

    private void wakeCaller() {
      Thread caller = sleeper;
      if (caller != null) {
        LockSupport.unpark(caller);
      }
    }

    /// Waits for a task after number `last`; returns its number.
    int awaitTask(int last, Worker worker) {
      long start = System.nanoTime();
      for (int checks = 1; epoch == last && !stopped; checks++) {
        if (spinNanos > 0
            && (checks % CHECKS_PER_CLOCK != 0 || System.nanoTime() - start < spinNanos)) {
          Thread.onSpinWait();
        } else {
          worker.asleep = true;
          if (epoch == last && !stopped) {
            LockSupport.park(this);
          }
          worker.asleep = false;
        }
      }
      return epoch;
    }

    private int first(int thread, int count) {
      return (int) ((long) count * thread / threads);
    }

    private static int cursor(int thread) {
      return (thread + 1) * STRIDE;
    }

    private static long pack(int epoch, int left) {
      return ((long) epoch << 32) | left;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
      throw (T) thrown;
    }
  }

  private static final class Worker extends Thread {
    private final Crew crew;
    private final int number;
    private volatile boolean asleep;

    Worker(Crew crew, int number) {
      super(null, null, "lockstep-" + number, 0, false);
      this.crew = crew;
      this.number = number;
      setDaemon(true);
    }

    @Override
    public void run() {
      int last = 0;
      while (true) {
        last = crew.awaitTask(last, this);
        if (crew.stopped) {
          return;
        }
        crew.takeShares(number, last);
      }
    }
  }
}
