// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/blancmange/blancmange_page.h"

#include "common/config/top_config.h"
#include "gui/blancmange/build_steps.h"
#include "gui/documents/document_editor.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

BlancmangePage::BlancmangePage(Session &session, const QString &draftFolder, QWidget *parent)
    : Page(parent)
    , m_editor(new DocumentEditor(session, u"top_config"_s, &topConfigSchema(), draftFolder))
    , m_steps(new BuildSteps(session))
{
    m_editor->tabs().addTab(m_steps, tr("Build"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_editor);
    connect(m_editor, &DocumentEditor::said, this, &Page::said);
    connect(m_steps, &BuildSteps::said, this, &Page::said);
    connect(m_steps, &BuildSteps::told, this, &Page::told);
    connect(&m_editor->buffer(), &DocumentBuffer::saved, m_steps, &BuildSteps::refresh);
}

QList<QAction *> BlancmangePage::commands() const
{
    return m_editor->commands() + m_steps->commands();
}

QVariantMap BlancmangePage::moment() const
{
    return {{u"tab"_s, m_editor->tabs().currentIndex()}};
}

void BlancmangePage::resume(const QVariantMap &moment)
{
    m_editor->tabs().setCurrentIndex(moment.value(u"tab"_s).toInt());
}

} // namespace cid
