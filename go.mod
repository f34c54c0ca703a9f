module github.com/corsref/corsref

go 1.26
