package lockstep.nn.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;
import org.junit.jupiter.api.Test;

class CleaningTest {

  private static String after(Step step, String text) {
    return ((Text) step.apply(new Text(text))).text();
  }

  @Test
  void unicode_is_written_in_one_way() {
    assertThat(after(new NormaliseUnicode(Normalizer.Form.NFC), "e\u0301")).isEqualTo("é");
    assertThat(after(new NormaliseUnicode(Normalizer.Form.NFKC), "ﬁ①")).isEqualTo("fi1");
  }

  @Test
  void letters_become_small_in_every_country() {
    assertThat(after(new LowerCase(), "TITLE Ÿ")).isEqualTo("title ÿ");
  }

  @Test
  void accents_are_stripped_and_the_rest_kept() {
    assertThat(after(new StripAccents(), "Crème Brûlée, Ñandú 한 😀"))
        .isEqualTo("Creme Brulee, Nandu 한 😀");
  }

  @Test
  void white_space_is_collapsed() {
    assertThat(after(new CollapseWhitespace(), " \t a\n\n b\u00A0c  ")).isEqualTo("a b c");
    assertThat(after(new CollapseWhitespace(), " \n ")).isEmpty();
  }

  @Test
  void addresses_are_replaced() {
    assertThat(after(new ReplaceUrls("<url>"), "see HTTP://a.b/c?d=1$2 or www.x.org/ now"))
        .isEqualTo("see <url> or <url> now");
  }

  @Test
  void numbers_are_replaced() {
    assertThat(after(new ReplaceNumbers("0"), "win £1,000.50, call 0800-123. a1b"))
        .isEqualTo("win £0, call 0-0. a0b");
  }

  @Test
  void long_texts_do_no_harm() {
    String digits = "1,".repeat(500_000);
    assertThat(after(new ReplaceNumbers("0"), digits)).isEqualTo("0,");
    assertThat(after(new ReplaceUrls("u"), "www." + digits)).isEqualTo("u");
  }

  @Test
  void steps_take_texts_only() {
    assertThatThrownBy(() -> new LowerCase().apply(Tokens.one(1)))
        .hasMessage("LowerCase: expected Text, got tokens [].");
  }
}
