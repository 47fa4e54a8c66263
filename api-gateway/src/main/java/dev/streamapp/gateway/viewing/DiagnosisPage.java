package dev.streamapp.gateway.viewing;

import dev.streamapp.gateway.platform.AdminPage;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Why a stream does not play, as a part of its page. */
@AdminPage
class DiagnosisPage {

    private final Examinations examinations;

    DiagnosisPage(Examinations examinations) {
        this.examinations = examinations;
    }

    @GetMapping("/admin/streams/{streamId}/diagnosis")
    String diagnosis(@PathVariable String streamId, Model page) throws InterruptedException {
        Examination found = examinations.of(streamId);
        page.addAttribute("found", found);
        if (found.publisher() != null) {
            page.addAttribute("account", found.publisher().toPrettyString());
        }
        return "admin/diagnosis :: diagnosis";
    }
}
