DROP TABLE optimization_jobs;
