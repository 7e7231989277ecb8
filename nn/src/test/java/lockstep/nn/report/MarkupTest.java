package lockstep.nn.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class MarkupTest {

  @Test
  void text_stays_text_whatever_it_holds() {
    assertThat(new Markup().leaf("b", "<script>'&\"</script>", "title", "\"><i>").toString())
        .isEqualTo(
            "<b title=\"&quot;&gt;&lt;i&gt;\">&lt;script&gt;&#39;&amp;&quot;&lt;/script&gt;</b>");
  }

  @Test
  void characters_that_no_document_may_hold_are_replaced() {
    assertThat(new Markup().text("a\u0000b\u001b[c\ud800d\ufffee\u0085f\t\n😀").toString())
        .isEqualTo("a�b�[c�d�e�f\t\n😀");
  }

  @Test
  void what_is_opened_is_closed() {
    var open = new Markup().open("p").open("b");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(open::toString)
        .withMessageContaining("[b, p]");
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> new Markup().add(open));
    assertThat(open.close().close().toString()).isEqualTo("<p><b></b></p>");
  }

  @Test
  void attributes_come_in_pairs() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Markup().open("p", "class"))
        .withMessage("<p>: expected names and values in turn.");
  }

  @Test
  void long_names_may_be_broken_between_their_parts_and_stay_the_same() {
    String markup = new Markup().open("b").name("get_card.<x>_").close().toString();
    assertThat(markup).isEqualTo("<b>get_<wbr/>card.<wbr/>&lt;x&gt;_</b>");
    assertThat(WellFormed.parse(markup).getTextContent()).isEqualTo("get_card.<x>_");
  }

  @Test
  void elements_that_html_would_leave_open_are_not_written_as_empty() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Markup().empty("progress"))
        .withMessageStartingWith("<progress>: expected one of [");
  }
}
