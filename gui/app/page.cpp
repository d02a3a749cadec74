// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/page.h"

#include "gui/widgets/table_tools.h"

namespace cid {

using namespace Qt::StringLiterals;

void Page::addTools(TableTools &tools)
{
    const QList<QKeySequence> keys{QKeySequence(u"Ctrl+E"_s), QKeySequence(QKeySequence::Print)};
    m_tableCommands = tools.actions();
    for (qsizetype i = 0; i < m_tableCommands.size(); ++i) {
        m_tableCommands[i]->setShortcut(keys.value(i));
        m_tableCommands[i]->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    }
    addActions(m_tableCommands);
    connect(&tools, &TableTools::said, this, &Page::said);
}

} // namespace cid
