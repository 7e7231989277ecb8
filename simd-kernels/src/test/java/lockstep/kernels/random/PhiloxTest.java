package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import lockstep.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class PhiloxTest {

  private static int[] block(long seed, long stream, long block) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_INT, 4);
      Philox.block(seed, stream, block, 0, 4, out.address());
      return out.toArray(JAVA_INT);
    }
  }

  // The three known answers for "philox4x32 10" are those of the file kat_vectors of Random123, the
  // library of the paper's authors.

  @Test
  void known_answer_for_zeros() {
    assertThat(block(0, 0, 0)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
  }

  @Test
  void known_answer_for_ones() {
    assertThat(block(-1, -1, -1)).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
  }

  /// Counter 243f6a88 85a308d3 13198a2e 03707344, key a4093822 299f31d0.
  @Test
  void known_answer_for_digits_of_pi() {
    assertThat(block(0x299f31d0_a4093822L, 0x03707344_13198a2eL, 0x85a308d3_243f6a88L))
        .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  @Test
  @ExtendWith(Seeded.class)
  void word_i_is_word_i_mod_4_of_block_i_over_4(SplittableRandom random) {
    for (int trial = 0; trial < 1_000; trial++) {
      long seed = random.nextLong();
      long stream = random.nextLong();
      long index = random.nextLong() >>> random.nextInt(1, 64);

      assertThat(Philox.word(seed, stream, index))
          .isEqualTo(block(seed, stream, index / 4)[(int) (index % 4)]);
    }
  }

  @Test
  void a_part_of_a_block_is_written_alone() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_INT, 4);
      Philox.block(0, 0, 0, 1, 3, out.address() + 4);
      assertThat(out.toArray(JAVA_INT)).containsExactly(0, 0xe169c58d, 0xbc57ac4c, 0);
    }
  }
}
