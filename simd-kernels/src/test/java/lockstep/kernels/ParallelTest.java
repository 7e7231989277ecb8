package lockstep.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import lockstep.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Seeded.class)
@Timeout(60)
class ParallelTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7})
  void every_share_runs_exactly_once(int threads) {
    var pool = Parallel.of(threads, Parallel.Idle.SPIN);
    assertThat(pool.threads()).isEqualTo(threads);
    for (int shares : new int[] {0, 1, 2, 3, 5, 16, 101}) {
      var runs = new AtomicIntegerArray(shares);
      pool.run(
          shares,
          (share, thread) -> {
            assertThat(thread).isBetween(0, threads - 1);
            runs.incrementAndGet(share);
          });
      for (int share = 0; share < shares; share++) {
        assertThat(runs.get(share)).as("share %d of %d", share, shares).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void tasks_that_follow_one_another_never_mix(Parallel.Idle idle) {
    var random = new Random(7);
    var pool = Parallel.of(3, idle);
    var sum = new AtomicInteger();
    for (int task = 0; task < 20_000; task++) {
      int shares = 1 + random.nextInt(9);
      int value = random.nextInt(1000);
      sum.set(0);
      pool.run(shares, (share, _) -> sum.addAndGet(value + share));
      assertThat(sum.get()).isEqualTo(shares * value + shares * (shares - 1) / 2);
    }
  }

  @Test
  void other_threads_do_take_part() throws InterruptedException {
    var pool = Parallel.of(2, Parallel.Idle.SLEEP);
    var both = new CountDownLatch(2);
    // Ends only if two threads are inside at once.
    pool.run(
        2,
        (_, _) -> {
          both.countDown();
          try {
            both.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(both.getCount()).isZero();
  }

  @Test
  void a_task_inside_a_task_runs_in_the_thread_that_calls() {
    var pool = Parallel.of(2, Parallel.Idle.SPIN);
    var inner = new AtomicInteger();
    pool.run(
        8,
        (_, _) -> {
          Thread outer = Thread.currentThread();
          pool.run(
              5,
              (_, _) -> {
                assertThat(Thread.currentThread()).isSameAs(outer);
                inner.incrementAndGet();
              });
        });
    assertThat(inner.get()).isEqualTo(40);
  }

  @Test
  void many_callers_at_once_all_get_their_work_done() throws InterruptedException {
    var pool = Parallel.of(3, Parallel.Idle.SPIN);
    var total = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      callers.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int task = 0; task < 2_000; task++) {
                  pool.run(4, (_, _) -> total.incrementAndGet());
                }
              }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(total.get()).isEqualTo(6 * 2_000 * 4);
  }

  @Test
  void an_exception_reaches_the_caller_and_the_pool_goes_on() {
    var pool = Parallel.of(2, Parallel.Idle.SPIN);
    for (int failing = 0; failing < 4; failing++) {
      int bad = failing;
      var others = new AtomicInteger();
      assertThatThrownBy(() ->
              pool.run(
                  4,
                  (share, _) -> {
                    if (share == bad) {
                      throw new IllegalStateException("share " + share);
                    }
                    others.incrementAndGet();
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("share " + bad);
      assertThat(others.get()).isEqualTo(3);
    }
    var after = new AtomicInteger();
    pool.run(4, (_, _) -> after.incrementAndGet());
    assertThat(after.get()).isEqualTo(4);
  }

  @Test
  void its_threads_are_daemons_and_end_with_it() throws InterruptedException {
    WeakReference<Thread> worker = workerOfAPoolThatIsDropped();
    for (int i = 0; i < 200; i++) {
      Thread thread = worker.get();
      if (thread == null || !thread.isAlive()) {
        return;
      }
      assertThat(thread.isDaemon()).isTrue();
      System.gc();
      Thread.sleep(20);
    }
    throw new AssertionError("the thread of a dropped pool still runs");
  }

  private static WeakReference<Thread> workerOfAPoolThatIsDropped() {
    var pool = Parallel.of(2, Parallel.Idle.SLEEP);
    Thread[] seen = new Thread[2];
    var both = new CountDownLatch(2);
    pool.run(
        2,
        (share, _) -> {
          seen[share] = Thread.currentThread();
          both.countDown();
          while (both.getCount() > 0) {
            Thread.onSpinWait();
          }
        });
    return new WeakReference<>(seen[0].equals(Thread.currentThread()) ? seen[1] : seen[0]);
  }

  @Test
  void nothing_is_allocated_while_tasks_run() {
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var pool = Parallel.of(2, Parallel.Idle.SPIN);
    long[] counts = new long[32];
    Parallel.Task task = (share, _) -> counts[share]++;
    for (int i = 0; i < 10_000; i++) {
      pool.run(2, task);
    }
    long before = bean.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      pool.run(2, task);
    }
    // The measurement itself may cost a few dozen bytes; a task that allocated would cost 160,000.
    assertThat(bean.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    assertThat(counts[0]).isEqualTo(20_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1025})
  void a_senseless_number_of_threads_is_refused(int threads) {
    assertThatThrownBy(() -> Parallel.of(threads, Parallel.Idle.SPIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads: expected 1 to 1024, got " + threads + ".");
  }
}
