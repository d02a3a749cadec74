// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "capt/doctor/examination.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// People read each part as it is through; programs get all of it at the end.
class Doctor final : public Command
{
public:
    Doctor()
        : Command({u"doctor"_s, {}, tr("Look for what is wrong, and say what mends it."), 0, 0, false})
    { }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({u"node"_s, tr("Look at NODE with everything that it needs."), u"NODE"_s});
    }

    void run(const CommandContext &context) override
    {
        m_isTable = context.format == OutputFormat::Table;
        auto *examination = new Examination(context.parser.value(u"config"_s),
                                            {context.parser.value(u"key"_s), context.parser.value(u"key-file"_s)},
                                            context.parser.value(u"node"_s), this);
        connect(examination, &Examination::checked, this, [this](const CheckedPart &part) {
            m_all += part.findings;
            if (m_isTable)
                show(part);
        });
        connect(examination, &Examination::finished, this, [this, context] { end(context); });
        examination->start();
    }

private:
    void show(const CheckedPart &part)
    {
        if (part.findings.isEmpty())
            writeOut(tr("ok       %1\n").arg(printable(part.name)));
        QList<Finding> findings = part.findings;
        std::stable_sort(findings.begin(), findings.end(), isWorse);
        for (const Finding &finding : std::as_const(findings)) {
            const QString head = QString(severityName(finding.severity)).leftJustified(9);
            writeOut(head + printable(finding.what) + u"\n         "_s + printable(finding.why) + u"\n         → "_s
                     + printable(finding.remedy) + u'\n');
        }
    }

    void end(const CommandContext &context)
    {
        std::stable_sort(m_all.begin(), m_all.end(), isWorse);
        const auto count = [this](Severity severity) {
            return static_cast<int>(std::count_if(m_all.begin(), m_all.end(),
                                                  [severity](const auto &one) { return one.severity == severity; }));
        };
        const int faults = count(Severity::Fault);
        const int warnings = count(Severity::Warning);
        if (m_isTable) {
            writeOut(tr("%1 fault(s), %2 warning(s)\n").arg(faults).arg(warnings));
        } else {
            Records records{{u"severity"_s, u"code"_s, u"what"_s, u"why"_s, u"remedy"_s}, {}};
            for (const Finding &one : std::as_const(m_all))
                records.rows.append({QString(severityName(one.severity)), QString::fromLatin1(one.code), one.what,
                                     one.why, one.remedy});
            print(context, records);
        }
        // 0, 1 and 2: cidctl(8).
        Q_EMIT finished(faults > 0 ? ExitCode::Usage : warnings > 0 ? ExitCode::NodeFailed : ExitCode::Success);
    }

    static bool isWorse(const Finding &a, const Finding &b) { return a.severity < b.severity; }

    QList<Finding> m_all;
    bool m_isTable = true;
};

} // namespace

std::unique_ptr<Command> makeDoctor()
{
    return std::make_unique<Doctor>();
}

} // namespace cid
