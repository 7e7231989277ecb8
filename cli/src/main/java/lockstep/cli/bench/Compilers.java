package lockstep.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// Tells whether the JVM still compiles: by the time that this process has spent outside its Java
/// threads. The JVM's own account of its compilers needs performance data, which we start without.
final class Compilers {

  /// Of the time that passes. The system counts a process's time in steps of 10 ms.
  private static final double IDLE_SHARE = 0.25;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long time = System.nanoTime();
  private long hidden = hidden();

  /// {@return whether the compilers were nearly idle since this was asked last}
  boolean wereIdle() {
    long timeBefore = time;
    long hiddenBefore = hidden;
    time = System.nanoTime();
    hidden = hidden();
    return hidden - hiddenBefore < IDLE_SHARE * (time - timeBefore);
  }

  private long hidden() {
    long java = 0;
    for (long id : threads.getAllThreadIds()) {
      java += Math.max(0, threads.getThreadCpuTime(id));
    }
    return system.getProcessCpuTime() - java;
  }
}
