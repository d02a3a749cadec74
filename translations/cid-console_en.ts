<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>cid::DeployDialog</name>
        <message numerus="yes">
            <source>%n node(s) will be brought into %1.</source>
            <translation>
                <numerusform>%n node will be brought into %1.</numerusform>
                <numerusform>%n nodes will be brought into %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n run(s) it already.</source>
            <translation>
                <numerusform>%n runs it already.</numerusform>
                <numerusform>%n run it already.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cannot take part and will be left out.</source>
            <translation>
                <numerusform>%n cannot take part and will be left out.</numerusform>
                <numerusform>%n cannot take part and will be left out.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::JobsPage</name>
        <message numerus="yes">
            <source>Job %1: %2 on %n node(s) — %3</source>
            <translation>
                <numerusform>Job %1: %2 on %n node — %3</numerusform>
                <numerusform>Job %1: %2 on %n nodes — %3</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::NodeTable</name>
        <message numerus="yes">
            <source>%1: %n node(s)</source>
            <translation>
                <numerusform>%1: %n node</numerusform>
                <numerusform>%1: %n nodes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n busy</source>
            <translation>
                <numerusform>%n busy</numerusform>
                <numerusform>%n busy</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failed or lost</source>
            <translation>
                <numerusform>%n failed or lost</numerusform>
                <numerusform>%n failed or lost</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::NodesPage</name>
        <message numerus="yes">
            <source>Job %1 has begun on %n node(s).</source>
            <translation>
                <numerusform>Job %1 has begun on %n node.</numerusform>
                <numerusform>Job %1 has begun on %n nodes.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Cancel %n job(s), on all of their nodes?</source>
            <translation>
                <numerusform>Cancel %n job, on all of their nodes?</numerusform>
                <numerusform>Cancel %n jobs, on all of their nodes?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n selected</numerusform>
                <numerusform>%n selected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n machine(s) now have a name.</source>
            <translation>
                <numerusform>%n machine now has a name.</numerusform>
                <numerusform>%n machines now have a name.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Opened for the first %n node(s) only.</source>
            <translation>
                <numerusform>Opened for the first %n node only.</numerusform>
                <numerusform>Opened for the first %n nodes only.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::DocumentEditor</name>
        <message numerus="yes">
            <source>Somebody else changed the file meanwhile. Both versions stand between &lt;&lt;&lt;&lt;&lt;&lt;&lt; and &gt;&gt;&gt;&gt;&gt;&gt;&gt; at %n place(s): decide, and save again. "Undo" takes the merge back.</source>
            <translation>
                <numerusform>Somebody else changed the file meanwhile. Both versions stand between &lt;&lt;&lt;&lt;&lt;&lt;&lt; and &gt;&gt;&gt;&gt;&gt;&gt;&gt; at %n place: decide, and save again. "Undo" takes the merge back.</numerusform>
                <numerusform>Somebody else changed the file meanwhile. Both versions stand between &lt;&lt;&lt;&lt;&lt;&lt;&lt; and &gt;&gt;&gt;&gt;&gt;&gt;&gt; at %n places: decide, and save again. "Undo" takes the merge back.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n mistake(s)</source>
            <translation>
                <numerusform>%n mistake</numerusform>
                <numerusform>%n mistakes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::ImagesPage</name>
        <message numerus="yes">
            <source>%n node(s)</source>
            <translation>
                <numerusform>%n node</numerusform>
                <numerusform>%n nodes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n on the way</source>
            <translation>
                <numerusform>%n on the way</numerusform>
                <numerusform>%n on the way</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n file</numerusform>
                <numerusform>%n files</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::TableTools</name>
        <message numerus="yes">
            <source>Copied: %n row(s)</source>
            <translation>
                <numerusform>Copied: %n row</numerusform>
                <numerusform>Copied: %n rows</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::PowerDialog</name>
        <message numerus="yes">
            <source>Run for %n node(s)</source>
            <translation>
                <numerusform>Run for %n node</numerusform>
                <numerusform>Run for %n nodes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Failed for %n node(s).</source>
            <translation>
                <numerusform>Failed for %n node.</numerusform>
                <numerusform>Failed for %n nodes.</numerusform>
            </translation>
        </message>
    </context>
</TS>
