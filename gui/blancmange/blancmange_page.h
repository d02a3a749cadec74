// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/page.h"
#include "gui/app/session.h"

namespace cid {

class BuildSteps;
class DocumentEditor;

/// Blancmange: what it is made of (top_config in form and text) and how it is built. The session is borrowed.
class BlancmangePage : public Page
{
    Q_OBJECT
public:
    BlancmangePage(Session &session, const QString &draftFolder, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> commands() const override;
    [[nodiscard]] QVariantMap moment() const override;
    void resume(const QVariantMap &moment) override;
    [[nodiscard]] DocumentEditor &editor() { return *m_editor; }
    [[nodiscard]] BuildSteps &steps() { return *m_steps; }

private:
    DocumentEditor *m_editor;
    BuildSteps *m_steps;
};

} // namespace cid
